// The kinds of things that have a time, and counts of them in words.
import type { Retention, RetentionCounts } from "$api/types";
import { plural } from "$lib/format/words";

export type Days =
  "resolvedAlertsDays" | "dismissedProcessAlertsDays" | "auditDays" | "jobsDays" | "filesDays";

export const KINDS: { field: Days; label: string; least: number }[] = [
  { field: "resolvedAlertsDays", label: "Resolved exposures", least: 30 },
  { field: "dismissedProcessAlertsDays", label: "Dismissed process alerts", least: 30 },
  { field: "filesDays", label: "Crash logs and quarantined files", least: 7 },
  { field: "jobsDays", label: "Job history", least: 7 },
  { field: "auditDays", label: "Audit log", least: 90 },
];

/** What the fields show: days, or nothing for ever. */
export function shown(retention: Retention): Record<Days, string> {
  const text = (days: number | null | undefined) => (days == null ? "" : String(days));
  return {
    resolvedAlertsDays: text(retention.resolvedAlertsDays),
    dismissedProcessAlertsDays: text(retention.dismissedProcessAlertsDays),
    auditDays: text(retention.auditDays),
    jobsDays: text(retention.jobsDays),
    filesDays: text(retention.filesDays),
  };
}

export function removedWords(counts: RetentionCounts | null | undefined): string {
  if (!counts) return "nothing";
  const parts = [
    counts.resolvedAlerts && plural(counts.resolvedAlerts, "resolved exposure"),
    counts.dismissedProcessAlerts && plural(counts.dismissedProcessAlerts, "dismissed process alert"),
    counts.files && plural(counts.files, "file"),
    counts.jobs && plural(counts.jobs, "job"),
    counts.auditEntries && plural(counts.auditEntries, "audit entry", "audit entries"),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "nothing";
}
