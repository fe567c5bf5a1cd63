// How a SIEM gets alerts: the formats in words, and a token for it.
import type { SiemFormat } from "$api/types";

export const FORMATS: { value: SiemFormat; label: string }[] = [
  { value: "json", label: "JSON" },
  { value: "cef", label: "CEF" },
  { value: "syslog", label: "Syslog" },
];

/** What a target usually wants. */
export function usualFormat(url: string): SiemFormat {
  return /^\s*syslog/i.test(url) ? "syslog" : "json";
}

/** Nobody guesses 32 bytes. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
