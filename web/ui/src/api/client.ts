// The one HTTP client of the console, typed by our OpenAPI document.
import createClient from "openapi-fetch";
import { ApiError } from "./error";
import type { paths as ConsolePaths } from "./schema/console";
import type { paths as ExposurePaths } from "./schema/exposure";

export const http = createClient<ConsolePaths & ExposurePaths>({
  baseUrl: globalThis.location?.origin ?? "",
  credentials: "same-origin",
  headers: { accept: "application/json" },
  // looked up at each call: tests put their own in its place
  fetch: (request) => globalThis.fetch(request),
});

let onUnauthenticated: () => void = () => undefined;

/** What happens when the session has ended: the application sends the person to the sign-in page. */
export function whenUnauthenticated(handler: () => void): void {
  onUnauthenticated = handler;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer; anything else is thrown as an {@link ApiError}. */
export async function take<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  if (response.status === 401 && !response.url.includes("/api/auth/")) onUnauthenticated();
  throw await ApiError.from(response, error);
}

type Method = "get" | "post" | "put" | "patch" | "delete";

interface Call {
  /** Values for the `{names}` in the path. */
  path?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  signal?: AbortSignal;
}

/** A call to a path that the generated types do not describe; its answer is of the type that the caller names. */
export function call<T>(
  method: Method,
  path: string,
  { path: names, query, ...rest }: Call = {},
): Promise<T> {
  const request = http.request as (method: Method, path: string, init: object) => Promise<Answer<T>>;
  return take(request(method, path, { params: { path: names, query }, ...rest }));
}

/** Lists come bare or as `{items}`; the console only sees the rows. */
export function rows<T>(answer: T[] | { items: T[] }): T[] {
  return Array.isArray(answer) ? answer : answer.items;
}
