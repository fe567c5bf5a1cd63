// Words and numbers as people read them.
import type { AlertStatus, Severity } from "$api/types";

export const SEVERITIES: readonly Severity[] = ["CRITICAL", "HIGH", "MEDIUM", "LOW"];
export const STATUSES: readonly AlertStatus[] = ["OPEN", "ACKNOWLEDGED", "RESOLVED"];

const NAMES: Record<string, string> = {
  exposure_alert: "Exposures",
  process_alert: "Process alerts",
  agent: "Agents",
  crash_log: "Crash logs",
  employee: "Employees",
  audit: "Audit entries",
  ssn: "SSN",
  ip_address: "IP address",
  hibp: "Have I Been Pwned",
  hibp_stealer: "HIBP stealer logs",
  dehashed: "DeHashed",
  leakcheck: "LeakCheck",
  snusbase: "Snusbase",
  intelx: "Intelligence X",
  local: "Local corpus",
  figures: "Dashboard figures",
};

/** `STEALER_LOG`, `credit_card`, `breach-provider` → "Stealer log", "Credit card", "Breach provider". */
export function words(name: string): string {
  const known = NAMES[name.toLowerCase()];
  if (known) return known;
  const text = name.replace(/[_-]+/g, " ").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const numbers = new Intl.NumberFormat();

export function count(value: number): string {
  return numbers.format(value);
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Up to two letters for an avatar. */
export function initials(name: string): string {
  const parts = name.split(/[\s.@_-]+/).filter(Boolean);
  return ((parts[0]?.[0] ?? "") + (parts[1]?.[0] ?? "")).toUpperCase();
}
