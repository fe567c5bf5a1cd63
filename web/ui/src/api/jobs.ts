// Jobs: scans, deliveries and everything else that runs in the background.
import { http, take } from "./client";
import type { Job, Page } from "./types";

export function listJobs(
  query: { kind?: string; limit: number; offset: number },
  signal?: AbortSignal,
): Promise<Page<Job>> {
  return take(http.GET("/api/console/jobs", { params: { query }, signal }));
}

export function getJob(id: string, signal?: AbortSignal): Promise<Job> {
  return take(http.GET("/api/console/jobs/{id}", { params: { path: { id } }, signal }));
}
