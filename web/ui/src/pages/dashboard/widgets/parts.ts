// Numbers of the API as parts of charts.
import type { Part, Tone } from "$lib/charts/chart";
import type { Severity, SeverityCounts } from "$api/types";
import { address } from "$lib/router/address";
import { SEVERITIES, words } from "$lib/format/words";

type Level = "critical" | "high" | "medium" | "low";

const level = (severity: Severity) => severity.toLowerCase() as Level;

/** Severities from the gravest; `href` is where one leads, before the severity's name. */
export function bySeverity(counts: SeverityCounts, href?: string): Part[] {
  return SEVERITIES.map((severity) => ({
    label: words(severity),
    value: counts[level(severity)],
    tone: level(severity),
    href: href && href + severity,
  }));
}

/** The parts of a column, mild first, so that what is grave is on top. */
export const SEVERITY_SERIES: { name: string; tone: Tone }[] = [...SEVERITIES]
  .reverse()
  .map((severity) => ({ name: words(severity), tone: level(severity) }));

export function severityValues(counts: SeverityCounts): number[] {
  return [counts.low, counts.medium, counts.high, counts.critical];
}

/** The alerts in which a field holds exactly this. */
export function alertsWith(field: "breach" | "department" | "data" | "email", value: string): string {
  return address("/alerts", { q: `${field}:"${value.replaceAll('"', "")}"` });
}

/** People without a department are there too. */
export function departmentName(name: string): string {
  return name || "No department";
}

const dayName = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const monthName = new Intl.DateTimeFormat(undefined, { month: "short", timeZone: "UTC" });
const monthTitle = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric", timeZone: "UTC" });

/** `2026-06-07` in a few letters. */
export const shortDay = (date: string) => dayName.format(new Date(date));
export const shortMonth = (month: string) => monthName.format(new Date(`${month}-01`));
export const longMonth = (month: string) => monthTitle.format(new Date(`${month}-01`));

export const SOURCE_NAMES: Record<string, string> = {
  HIBP: "Published breaches",
  DARK_WEB: "Dark web",
  STEALER_LOG: "Stealer logs",
  MANUAL: "By hand",
};

export const SOURCE_TONES: Record<string, Tone> = {
  HIBP: "one",
  DARK_WEB: "three",
  STEALER_LOG: "two",
  MANUAL: "four",
};
