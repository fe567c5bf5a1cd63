// Which entries are shown. The API hands the register out whole, so it is narrowed here.
import type { RegisterEntry, RegisterStatus } from "$api/types";
import { isOverdue } from "./standing";

export const STATUSES: { value: RegisterStatus; label: string }[] = [
  { value: "ASSESSING", label: "Assessing" },
  { value: "NOTIFIED", label: "Notified" },
  { value: "NOT_REQUIRED", label: "Not required" },
];

export type Show = "ALL" | "OVERDUE" | RegisterStatus;

export const SHOWS: { value: Show; label: string }[] = [
  { value: "ALL", label: "All entries" },
  { value: "OVERDUE", label: "Overdue" },
  ...STATUSES,
];

export function isShow(value: string | null): value is Show {
  return SHOWS.some((show) => show.value === value);
}

export function statusName(status: RegisterStatus): string {
  return STATUSES.find(({ value }) => value === status)?.label ?? status;
}

/** Entries that are shown and have every word of `q` somewhere, in the order given. */
export function select(
  entries: readonly RegisterEntry[],
  q: string,
  show: Show,
  now: number,
): RegisterEntry[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const fits = show === "ALL" || (show === "OVERDUE" ? isOverdue(entry, now) : entry.status === show);
    return fits && words.every((word) => text(entry).includes(word));
  });
}

function text({ title, categoryLabels, assessment }: RegisterEntry): string {
  return [title, ...categoryLabels, assessment].join(" ").toLowerCase();
}
