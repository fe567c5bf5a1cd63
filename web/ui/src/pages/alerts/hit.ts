// Reads the fields that a search hit carries; another version of the server may leave any of them out.
import type { Hit } from "$api/types";
import { STATUSES, words } from "$lib/format/words";
import { address as at } from "$lib/router/address";

/** The first of the fields that the hit has. */
export function text(hit: Hit, ...fields: string[]): string {
  for (const field of fields) {
    const value = hit.fields[field];
    if ((typeof value === "string" && value) || typeof value === "number") return String(value);
  }
  return "";
}

export function texts(hit: Hit, field: string): string[] {
  const value = hit.fields[field];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" && value ? value.split(/[,;]\s*/) : [];
}

export function isAlert(hit: Hit): boolean {
  return hit.kind === "exposure_alert";
}

export function isProcess(hit: Hit): boolean {
  return hit.kind === "process_alert";
}

/** Hits that open beside the list and can be ticked. */
export function isHandled(hit: Hit): boolean {
  return isAlert(hit) || isProcess(hit);
}

export function isDismissed(hit: Hit): boolean {
  const { dismissed } = hit.fields;
  return hit.status?.toUpperCase() === "DISMISSED" || dismissed === true || dismissed === "true";
}

/** Whom or which computer a hit is about, in two lines. */
export function about(hit: Hit): [string, string] {
  const host = text(hit, "hostname", "host");
  if (isProcess(hit)) return [host, text(hit, "user", "username")];
  return [text(hit, "email") || host, text(hit, "department", "os")];
}

/** How an alert came to be known, for the line below its title. */
export function origin(hit: Hit): string {
  if (isProcess(hit)) return text(hit, "processPath", "path");
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
  const id = encodeURIComponent(hit.id);
  const agent = text(hit, "agentId", "agent");
  switch (hit.kind) {
    case "exposure_alert":
      return `/alerts/${id}${query}`;
    case "process_alert":
      return `/process-alerts/${id}${query}`;
    case "employee":
      return at("/employees", { q: text(hit, "email") || hit.title });
    case "agent":
    case "crash_log":
      return agent ? at("/agents", { agent }) : at("/agents", { q: text(hit, "hostname", "host") });
    default:
      return hit.kind === "audit" ? "/audit" : `/alerts${query}`;
  }
}

/** The statuses that hits of these kinds can have. */
export function statusesOf(kinds: readonly string[]): readonly string[] {
  if (!kinds.includes("process_alert")) return STATUSES;
  return kinds.includes("exposure_alert") ? [...STATUSES, "DISMISSED"] : ["OPEN", "DISMISSED"];
}
