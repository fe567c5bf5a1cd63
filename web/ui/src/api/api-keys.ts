// The organization's API keys: what agents and other programs sign their calls with.
import { call } from "./client";
import type { ApiKey, NewApiKey } from "./endpoint-types";
import { allPages } from "./pages";

const ROOT = "/api/console/api-keys";

export function listApiKeys(signal?: AbortSignal): Promise<ApiKey[]> {
  return allPages((query) => call("get", ROOT, { query, signal }));
}

/** Answers the secret: the only time that it is told. */
export async function createApiKey(body: NewApiKey): Promise<string> {
  const made = await call<{ key?: string; secret?: string }>("post", ROOT, { body });
  return made.key ?? made.secret ?? "";
}

export async function changeApiKey(key: ApiKey, change: Partial<NewApiKey>): Promise<void> {
  await call("patch", `${ROOT}/{id}`, { path: { id: key.id }, body: { ...change, version: key.version } });
}

export async function deleteApiKey(id: string): Promise<void> {
  await call("delete", `${ROOT}/{id}`, { path: { id } });
}
