// The one HTTP client of the console, typed by our OpenAPI document.
import createClient from "openapi-fetch";
import { ApiError } from "./error";
import type { paths as ConsolePaths } from "./schema/console";
import type { paths as ExposurePaths } from "./schema/exposure";

/** All that the console asks of the endpoint API, by hand: the rest of its document is for agents and programs. */
interface EndpointPaths {
  "/reset_password": {
    post: {
      requestBody: { content: { "application/json": { email: string } } };
      responses: { 200: { content: { "application/json": unknown } } };
    };
  };
}

export const http = createClient<ConsolePaths & ExposurePaths & EndpointPaths>({
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
