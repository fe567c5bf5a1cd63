// The organization's API keys: what agents and other programs sign their calls with.
import { call } from "./client";
import type { ApiKey, NewApiKey } from "./endpoint-types";
import { allPages } from "./pages";

const ROOT = "/api/console/api-keys";

/** The server's words beside the published API's: `enabled` is its `status`. */
type Row = Omit<ApiKey, "status" | "createdAt" | "lastUsedAt"> & {
  status?: boolean;
  enabled?: boolean;
  createdAt?: string;
  created?: string;
  lastUsedAt?: string | null;
  lastUsed?: string | null;
};

export async function listApiKeys(signal?: AbortSignal): Promise<ApiKey[]> {
  return (await allPages<Row>((query) => call("get", ROOT, { query, signal }))).map(view);
}

/** Answers the secret: the only time that it is told. */
export async function createApiKey(body: NewApiKey): Promise<string> {
  const made = await call<{ key?: string; secret?: string }>("post", ROOT, { body: named(body) });
  return made.key ?? made.secret ?? "";
}

export async function changeApiKey(key: ApiKey, change: Partial<NewApiKey>): Promise<void> {
  const body = { ...named(change), version: key.version };
  await call("patch", `${ROOT}/{id}`, { path: { id: key.id }, body });
}

export async function deleteApiKey(id: string): Promise<void> {
  await call("delete", `${ROOT}/{id}`, { path: { id } });
}

function view({ status, enabled, createdAt, created, lastUsedAt, lastUsed, ...row }: Row): ApiKey {
  return {
    ...row,
    status: status ?? enabled ?? false,
    createdAt: createdAt ?? created ?? "",
    lastUsedAt: lastUsedAt ?? lastUsed ?? null,
  };
}

function named(change: Partial<NewApiKey>): object {
  return change.status === undefined ? change : { ...change, enabled: change.status };
}
