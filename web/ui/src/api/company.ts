// What the company has set for itself; of it the console changes how a SIEM gets alerts.
import { http, take } from "./client";
import type { Company, NewSiemPush } from "./types";

export function getCompany(signal?: AbortSignal): Promise<Company> {
  return take(http.GET("/api/company", { signal }));
}

/** The token with which a SIEM pulls, in place of the one before; null closes the export. */
export async function setSiemToken(siemToken: string | null): Promise<void> {
  await take(http.PATCH("/api/company", { body: { siemToken } }));
}

/** Where alerts are pushed to; null ends the pushing. */
export async function setSiemPush(siemPush: NewSiemPush | null): Promise<void> {
  await take(http.PATCH("/api/company", { body: { siemPush } }));
}

/** Where a company's SIEM pulls. */
export function pullPath(companyId: string): string {
  return `/api/integrations/siem/${companyId}`;
}
