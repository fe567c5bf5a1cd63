// Process alerts: one in full, the groups they form, what is done about them, and the files they left behind.
import { call } from "./client";
import type { ProcessAlert, ProcessGroup } from "./endpoint-types";
import type { Page } from "./types";

const ROOT = "/api/console/process-alerts";

/** The most alerts that the server dismisses at once: all of them or none. */
export const DISMISS_LIMIT = 1000;

export interface GroupQuery {
  dismissed?: boolean;
  process?: string;
  host?: string;
  agent?: string;
  limit: number;
  offset: number;
}

export function getProcessAlert(id: string, signal?: AbortSignal): Promise<ProcessAlert> {
  return call("get", `${ROOT}/{id}`, { path: { id }, signal });
}

export function listGroups(query: GroupQuery, signal?: AbortSignal): Promise<Page<ProcessGroup>> {
  return call("get", "/api/console/process-groups", { query: { ...query }, signal });
}

export async function dismissAlerts(ids: string[], reason: string): Promise<void> {
  await call("post", `${ROOT}/dismiss`, { body: { ids, reason } });
}

export async function restoreAlerts(ids: string[]): Promise<void> {
  await call("post", `${ROOT}/restore`, { body: { ids } });
}

/** A link to the quarantined file, that holds for minutes. */
export async function quarantineLink(id: string): Promise<string> {
  return (await call<{ url: string }>("post", `${ROOT}/{id}/file-link`, { path: { id } })).url;
}
