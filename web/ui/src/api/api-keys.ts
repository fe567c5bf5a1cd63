// The organization's API keys: what agents and other programs sign their calls with.
import { http, take } from "./client";
import type { ApiKey, ApiKeyChange, NewApiKey } from "./types";

const of = (id: string) => ({ params: { path: { id } } });

/** Oldest first. */
export function listApiKeys(signal?: AbortSignal): Promise<ApiKey[]> {
  return take(http.GET("/api/console/api-keys", { signal }));
}

/** Answers the key itself: the only time that it is told. */
export async function createApiKey(body: NewApiKey): Promise<string> {
  return (await take(http.POST("/api/console/api-keys", { body }))).key ?? "";
}

export async function changeApiKey({ id, version }: ApiKey, change: ApiKeyChange): Promise<void> {
  await take(http.PATCH("/api/console/api-keys/{id}", { ...of(id), body: { ...change, version } }));
}

export async function deleteApiKey(id: string): Promise<void> {
  await take(http.DELETE("/api/console/api-keys/{id}", of(id)));
}
