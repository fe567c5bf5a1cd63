// The workforce: its list, the import of a CSV file, and the breach scan.
import { http, take } from "./client";
import type { Employee, ImportReport, Page } from "./types";

export function listEmployees(
  query: { q: string; limit: number; offset: number },
  signal?: AbortSignal,
): Promise<Page<Employee>> {
  return take(http.GET("/api/console/employees", { params: { query }, signal }));
}

/** A CSV file as the contract has it; the server reports bad lines and keeps the good ones. */
export function importEmployees(file: File): Promise<ImportReport> {
  return take(http.POST("/api/console/employees/import", upload(file, "text/csv")));
}

/** A breach corpus, as CSV or NDJSON by the file's name. */
export function importCorpus(file: File): Promise<ImportReport> {
  const ndjson = /\.(ndjson|jsonl)$/i.test(file.name);
  return take(
    http.POST("/api/console/corpus/import", upload(file, ndjson ? "application/x-ndjson" : "text/csv")),
  );
}

// the document calls these bodies text; the file itself is sent, so that the browser streams it
function upload(file: File, type: string) {
  return {
    body: file as unknown as string,
    bodySerializer: (body: unknown) => body as BodyInit,
    headers: { "content-type": type },
  };
}

/** Starts a breach scan and answers the id of its job. */
export async function startScan(): Promise<string> {
  const answer = await take(http.POST("/api/employees/scan", { params: { query: { wait: false } } }));
  if (!("jobId" in answer)) throw new Error("the server waited for the scan instead of starting it");
  return answer.jobId;
}
