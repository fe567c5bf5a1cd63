// Exposure alerts: one in full, its status, and what was done to it.
import { http, take } from "./client";
import type { Alert, AlertStatus, AuditEntry } from "./types";

export function getAlert(id: string, signal?: AbortSignal): Promise<Alert> {
  return take(http.GET("/api/console/alerts/{id}", { params: { path: { id } }, signal }));
}

export async function setAlertStatus(id: string, status: AlertStatus): Promise<void> {
  await take(http.PATCH("/api/alerts/{id}", { params: { path: { id } }, body: { status } }));
}

/** The audit entries of one alert, newest first. Filtered here too, for servers that answer with all. */
export async function alertHistory(id: string, signal?: AbortSignal): Promise<AuditEntry[]> {
  const query = { target: id, limit: 50, offset: 0 };
  const page = await take(http.GET("/api/console/audit", { params: { query }, signal }));
  return page.items.filter((entry) => entry.target?.includes(id));
}
