// Process alerts: one in full, the groups they form, what is done about them, and the files they left behind.
import { http, take } from "./client";
import type { Page, ProcessAlert, ProcessGroup } from "./types";

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
  return take(http.GET("/api/console/process-alerts/{id}", { params: { path: { id } }, signal }));
}

export function listGroups(query: GroupQuery, signal?: AbortSignal): Promise<Page<ProcessGroup>> {
  return take(http.GET("/api/console/process-groups", { params: { query }, signal }));
}

export async function dismissAlerts(ids: string[], reason: string): Promise<void> {
  await take(http.POST("/api/console/process-alerts/dismiss", { body: { ids, reason } }));
}

export async function restoreAlerts(ids: string[]): Promise<void> {
  await take(http.POST("/api/console/process-alerts/restore", { body: { ids } }));
}

/** A link to the quarantined file, that holds for minutes. */
export async function quarantineLink(id: string): Promise<string> {
  const link = http.POST("/api/console/process-alerts/{id}/file-link", { params: { path: { id } } });
  return (await take(link)).url;
}
