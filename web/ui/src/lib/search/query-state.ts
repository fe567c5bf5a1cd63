// What is asked of the search, kept in the page's address so that it can be shared and "back" works.

export type Sort = "newest" | "score";
export type FacetName = "severity" | "status" | "kind";

export interface QueryState {
  q: string;
  severity: string[];
  status: string[];
  kind: string[];
  sort: Sort;
}

/** Alerts are what the page is for; other kinds come in when the facet asks for them. */
export const DEFAULT_KIND = "exposure_alert";

export const EMPTY: QueryState = { q: "", severity: [], status: [], kind: [DEFAULT_KIND], sort: "newest" };

export function parse(query: URLSearchParams): QueryState {
  const kind = list(query.get("kind"));
  return {
    q: query.get("q") ?? "",
    severity: list(query.get("severity")).map((value) => value.toUpperCase()),
    status: list(query.get("status")).map((value) => value.toUpperCase()),
    kind: kind.length > 0 ? kind : [DEFAULT_KIND],
    sort: query.get("sort") === "score" ? "score" : "newest",
  };
}

/** The query string, without what is default; empty or beginning with "?". */
export function serialize(state: QueryState): string {
  const query = new URLSearchParams();
  if (state.q) query.set("q", state.q);
  for (const name of ["severity", "status"] as const) {
    if (state[name].length > 0) query.set(name, state[name].join(","));
  }
  if (!isDefaultKind(state.kind)) query.set("kind", state.kind.join(","));
  if (state.sort !== "newest") query.set("sort", state.sort);
  const text = query.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** The state with one value of a facet switched on or off. Without any kind the default is back. */
export function toggle(state: QueryState, facet: FacetName, value: string): QueryState {
  const has = state[facet].includes(value);
  const values = has ? state[facet].filter((other) => other !== value) : [...state[facet], value].sort();
  return { ...state, [facet]: facet === "kind" && values.length === 0 ? [DEFAULT_KIND] : values };
}

/** Whether anything narrows or widens the list. */
export function isFiltered(state: QueryState): boolean {
  return serialize({ ...state, sort: "newest" }) !== "";
}

function isDefaultKind(kind: string[]): boolean {
  return kind.length === 1 && kind[0] === DEFAULT_KIND;
}

function list(value: string | null): string[] {
  return [...new Set((value ?? "").split(",").map((part) => part.trim()))].filter(Boolean).sort();
}
