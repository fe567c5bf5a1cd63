// How a connection stands, in a word or two; and how often it syncs.
import type { Directory } from "$api/types";
import { asked } from "$lib/format/sync";

type Tone = "neutral" | "accent" | "good" | "bad" | "warn";

export function standing(directory: Directory, running: boolean): { tone: Tone; text: string } {
  if (running) return { tone: "accent", text: "Syncing" };
  if (directory.type === "SCIM") return { tone: "neutral", text: "Open to pushes" };
  if (directory.status === "PENDING") return { tone: "neutral", text: "Not synced yet" };
  if (directory.status === "ACTIVE") return { tone: "good", text: "Synced" };
  return asked(directory.errorMessage)
    ? { tone: "warn", text: "Stopped to ask" }
    : { tone: "bad", text: "Sync failed" };
}

const INTERVALS = [
  { value: "", label: "By hand only" },
  { value: "15", label: "Every 15 minutes" },
  { value: "60", label: "Every hour" },
  { value: "360", label: "Every 6 hours" },
  { value: "1440", label: "Every day" },
];

/** The intervals to choose from; one that was set by the API is among them. */
export function intervals(minutes: number | null | undefined): { value: string; label: string }[] {
  const value = String(minutes ?? "");
  if (INTERVALS.some((one) => one.value === value)) return INTERVALS;
  return [...INTERVALS, { value, label: `Every ${value} minutes` }];
}

/** What becomes of its people when it is removed. */
export function removalText(directory: Directory | null): string {
  const people =
    "Its people stay as they are: whoever is active is still looked up, and no directory says any more when they leave. Another connection that lists them takes them over.";
  return directory?.type === "SCIM" ? `Its token ends at once. ${people}` : people;
}
