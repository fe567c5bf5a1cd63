// The exposure register: incidents with personal data, and the evidence of each.
import { http, take } from "./client";
import type { NewRegisterEntry, RegisterChange, RegisterEntry } from "./types";

const of = (id: string) => ({ params: { path: { id } } });

/** All of it, newest entry first. */
export function listRegister(signal?: AbortSignal): Promise<RegisterEntry[]> {
  return take(http.GET("/api/register", { signal }));
}

export async function addEntry(body: NewRegisterEntry): Promise<void> {
  await take(http.POST("/api/register", { body }));
}

export async function changeEntry(id: string, body: RegisterChange): Promise<void> {
  await take(http.PATCH("/api/register/{id}", { ...of(id), body }));
}

/** Where the browser gets an entry as a CSV file. */
export function evidenceAddress(id: string): string {
  return `/api/register/${encodeURIComponent(id)}/evidence`;
}
