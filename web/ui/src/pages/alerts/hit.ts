// Reads the fields that a search hit carries; another version of the server may leave any of them out.
import type { Hit } from "$api/types";
import { words } from "$lib/format/words";

export function text(hit: Hit, field: string): string {
  const value = hit.fields[field];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function texts(hit: Hit, field: string): string[] {
  const value = hit.fields[field];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" && value ? value.split(/[,;]\s*/) : [];
}

export function isAlert(hit: Hit): boolean {
  return hit.kind === "exposure_alert";
}

/** How an alert came to be known, for the line below its title. */
export function origin(hit: Hit): string {
  const source = words(text(hit, "source"));
  const provider = words(text(hit, "provider"));
  const confidence = text(hit, "confidence");
  const parts = [
    source,
    provider && provider !== source ? `via ${provider}` : "",
    confidence ? `${confidence.toLowerCase()} confidence` : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** Where a hit leads: alerts open beside the list, keeping its question. */
export function address(hit: Hit, query: string): string {
  if (isAlert(hit)) return `/alerts/${encodeURIComponent(hit.id)}${query}`;
  if (hit.kind === "employee") return `/employees?q=${encodeURIComponent(text(hit, "email") || hit.title)}`;
  return hit.kind === "audit" ? "/audit" : `/alerts${query}`;
}
