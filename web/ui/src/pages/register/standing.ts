// How an entry stands with its 72 hours at a moment.
import type { RegisterEntry } from "$api/types";
import { span } from "$lib/format/time";

export interface Standing {
  words: string;
  tone: "neutral" | "accent" | "good" | "warn" | "bad";
}

/** With less than this left it is said louder. */
const URGENT_MS = 24 * 3_600_000;

export function standing(entry: RegisterEntry, now: number): Standing {
  const deadline = Date.parse(entry.deadline);
  if (entry.status === "NOT_REQUIRED") return { words: "Not needed", tone: "neutral" };
  if (entry.status === "NOTIFIED") {
    const late = Date.parse(entry.notifiedAt ?? entry.deadline) - deadline;
    return late > 0 ? { words: `Missed by ${span(late)}`, tone: "warn" } : { words: "Met", tone: "good" };
  }
  const left = deadline - now;
  if (left < 0) return { words: `Overdue by ${span(-left)}`, tone: "bad" };
  return { words: `${hours(left)} left`, tone: left > URGENT_MS ? "accent" : "warn" };
}

/** The time is over and nobody has decided. */
export function isOverdue(entry: RegisterEntry, now: number): boolean {
  return entry.status === "ASSESSING" && now > Date.parse(entry.deadline);
}

// 72 hours are counted in hours, not in days
function hours(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
