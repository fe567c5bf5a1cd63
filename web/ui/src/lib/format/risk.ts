// Risk scores from 0 to 100 and their levels, as the API's company score has them.
import type { Severity } from "$api/types";

export function riskLevel(score: number): Severity {
  if (score >= 76) return "CRITICAL";
  if (score >= 51) return "HIGH";
  return score >= 26 ? "MEDIUM" : "LOW";
}
