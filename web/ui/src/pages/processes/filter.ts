// What is asked of the groups, kept in the page's address.
import type { GroupQuery } from "$api/process-alerts";
import { address } from "$lib/router/address";

export type Show = "open" | "dismissed" | "all";

export interface GroupFilter {
  show: Show;
  process: string;
  host: string;
  agent: string;
}

export const SHOWS: { value: Show; label: string }[] = [
  { value: "open", label: "Open" },
  { value: "dismissed", label: "Dismissed" },
  { value: "all", label: "All" },
];

/** Open alerts unless the address says otherwise: `dismissed=true`, `dismissed=any`. */
export function parse(query: URLSearchParams): GroupFilter {
  const dismissed = query.get("dismissed");
  return {
    show: dismissed === "true" ? "dismissed" : dismissed === "any" ? "all" : "open",
    process: query.get("process") ?? "",
    host: query.get("host") ?? "",
    agent: query.get("agent") ?? "",
  };
}

const WORDS: Record<Show, string | null> = { open: null, dismissed: "true", all: "any" };

/** The page's address for a filter, with an alert open beside it or not. */
export function place({ show, ...names }: GroupFilter, alert?: string | null): string {
  return address("/process-groups", { dismissed: WORDS[show], ...names, alert });
}

/** The filter as the API takes it. */
export function question({ show, process, host, agent }: GroupFilter): Omit<GroupQuery, "limit" | "offset"> {
  return {
    dismissed: show === "all" ? undefined : show === "dismissed",
    process: process || undefined,
    host: host || undefined,
    agent: agent || undefined,
  };
}

/** Whether names narrow the list. */
export function isNarrowed({ process, host, agent }: GroupFilter): boolean {
  return Boolean(process || host || agent);
}
