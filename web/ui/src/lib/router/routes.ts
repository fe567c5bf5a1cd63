// The console's pages by address.
import type { Role } from "$api/types";

export type PageName =
  | "dashboard"
  | "alerts"
  | "process-groups"
  | "agents"
  | "employees"
  | "jobs"
  | "reports"
  | "register"
  | "connectors"
  | "directories"
  | "channels"
  | "credentials"
  | "api-keys"
  | "members"
  | "settings"
  | "audit"
  | "account"
  | "login"
  | "forgot"
  | "reset"
  | "invitation"
  | "missing";

export interface Route {
  page: PageName;
  /** The id after the page's name, as in `/alerts/0190…`. */
  id?: string;
  /** Set when the id is that of a process alert, shown beside the alerts too. */
  process?: boolean;
}

/** Pages that show what only an ADMIN may read. */
const ADMIN_ONLY: ReadonlySet<PageName> = new Set([
  "connectors",
  "directories",
  "channels",
  "credentials",
  "api-keys",
  "members",
  "settings",
  "audit",
]);

/** Pages that are there before anybody signs in. */
const OPEN: ReadonlySet<PageName> = new Set(["login", "forgot", "reset", "invitation"]);

const FLAT: ReadonlySet<string> = new Set([
  "dashboard",
  "process-groups",
  "agents",
  "employees",
  "jobs",
  "reports",
  "register",
  "connectors",
  "directories",
  "channels",
  "credentials",
  "api-keys",
  "members",
  "settings",
  "audit",
  "account",
  "login",
  "forgot",
  "reset",
  "invitation",
]);

export function match(path: string): Route {
  const [first, second, ...rest] = path.split("/").filter(Boolean);
  if (first === undefined) return { page: "alerts" };
  if (rest.length > 0) return { page: "missing" };
  if (first === "alerts") return second ? { page: "alerts", id: second } : { page: "alerts" };
  if (first === "process-alerts" && second) return { page: "alerts", id: second, process: true };
  if (second === undefined && FLAT.has(first)) return { page: first as PageName };
  return { page: "missing" };
}

export function mayOpen(page: PageName, role: Role): boolean {
  return role === "ADMIN" || !ADMIN_ONLY.has(page);
}

export function isOpen(page: PageName): boolean {
  return OPEN.has(page);
}

/** The address to go on to after signing in: only paths of our own, never another host. */
export function safeNext(next: string | null): string {
  const base = "http://console.invalid";
  if (!next?.startsWith("/") || !URL.canParse(next, base)) return "/alerts";
  const url = new URL(next, base);
  const ours = url.origin === base && !url.pathname.startsWith("/login") && !url.pathname.startsWith("/api/");
  return ours ? url.pathname + url.search : "/alerts";
}
