// The console's pages by address.
import type { Role } from "$api/types";

export type PageName =
  "alerts" | "employees" | "jobs" | "connectors" | "channels" | "credentials" | "audit" | "login" | "missing";

export interface Route {
  page: PageName;
  /** The id after the page's name, as in `/alerts/0190…`. */
  id?: string;
}

/** Pages that show what only an ADMIN may read. */
const ADMIN_ONLY: ReadonlySet<PageName> = new Set(["connectors", "channels", "credentials", "audit"]);

const FLAT: ReadonlySet<string> = new Set([
  "employees",
  "jobs",
  "connectors",
  "channels",
  "credentials",
  "audit",
  "login",
]);

export function match(path: string): Route {
  const [first, second, ...rest] = path.split("/").filter(Boolean);
  if (first === undefined) return { page: "alerts" };
  if (rest.length > 0) return { page: "missing" };
  if (first === "alerts") return second ? { page: "alerts", id: second } : { page: "alerts" };
  if (second === undefined && FLAT.has(first)) return { page: first as PageName };
  return { page: "missing" };
}

export function mayOpen(page: PageName, role: Role): boolean {
  return role === "ADMIN" || !ADMIN_ONLY.has(page);
}

/** The address to go on to after signing in: only paths of our own, never another host. */
export function safeNext(next: string | null): string {
  const base = "http://console.invalid";
  if (!next?.startsWith("/") || !URL.canParse(next, base)) return "/alerts";
  const url = new URL(next, base);
  const ours = url.origin === base && !url.pathname.startsWith("/login") && !url.pathname.startsWith("/api/");
  return ours ? url.pathname + url.search : "/alerts";
}
