// Reports: as files, and sent by mail again and again; and how long things are kept.
import { http, take } from "./client";
import type {
  NewReportSchedule,
  ReportFormat,
  ReportSchedule,
  ReportScheduleChange,
  ReportSection,
  Retention,
  RetentionChange,
} from "./types";

/** Where the browser gets a report as a file. */
export function exportAddress(section: ReportSection, format: ReportFormat): string {
  return `/api/reports/export?${new URLSearchParams({ section, format })}`;
}

export function listSchedules(signal?: AbortSignal): Promise<ReportSchedule[]> {
  return take(http.GET("/api/reports/schedules", { signal }));
}

export function addSchedule(body: NewReportSchedule): Promise<ReportSchedule> {
  return take(http.POST("/api/reports/schedules", { body }));
}

export function changeSchedule(id: string, body: ReportScheduleChange): Promise<ReportSchedule> {
  return take(http.PATCH("/api/reports/schedules/{id}", { params: { path: { id } }, body }));
}

export async function deleteSchedule(id: string): Promise<void> {
  await take(http.DELETE("/api/reports/schedules/{id}", { params: { path: { id } } }));
}

export async function sendNow(id: string): Promise<void> {
  await take(http.POST("/api/reports/schedules/{id}/send", { params: { path: { id } } }));
}

export function getRetention(signal?: AbortSignal): Promise<Retention> {
  return take(http.GET("/api/console/retention", { signal }));
}

export function setRetention(body: RetentionChange): Promise<Retention> {
  return take(http.PUT("/api/console/retention", { body }));
}

/** What would go if the settings were so; nothing is stored. */
export function tryRetention(body: RetentionChange): Promise<Retention> {
  return take(http.PUT("/api/console/retention", { params: { query: { dryRun: true } }, body }));
}
