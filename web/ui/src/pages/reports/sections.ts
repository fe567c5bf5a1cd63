// What a report may hold, in people's words.
import type { ReportFormat, ReportSchedule, ReportSection } from "$api/types";

export const SECTIONS: { value: Exclude<ReportSection, "all">; label: string; text: string }[] = [
  { value: "exposure", label: "Exposure", text: "Risk, open alerts, and the breaches your people are in" },
  { value: "employees", label: "Employees", text: "Everybody, with what was found of them" },
  { value: "trends", label: "Trends", text: "What was found month by month" },
  { value: "compliance", label: "Compliance", text: "The register, its deadlines, second factors" },
];

export const FORMATS: { value: ReportFormat; label: string }[] = [
  { value: "csv", label: "CSV" },
  { value: "pdf", label: "PDF" },
];

export const FREQUENCIES: { value: ReportSchedule["frequency"]; label: string }[] = [
  { value: "WEEKLY", label: "Every Monday" },
  { value: "MONTHLY", label: "First of the month" },
];

/** `["exposure", "trends"]` → "Exposure, Trends". */
export function sectionWords(sections: ReportSection[]): string {
  if (sections.includes("all")) return "Everything";
  return SECTIONS.filter(({ value }) => sections.includes(value))
    .map(({ label }) => label)
    .join(", ");
}
