// What a failed call means to the console: the API's error envelope with its status.
import type { Problem } from "./types";

export class ApiError extends Error {
  override name = "ApiError";

  constructor(
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly problem: Problem,
    /** Seconds until it makes sense to try again, from Retry-After. */
    readonly retryAfter?: number,
  ) {
    super(problem.message ?? problem.error);
  }

  static async from(response: Response, body: unknown): Promise<ApiError> {
    const problem = isProblem(body) ? body : { error: `The server answered ${response.status}` };
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    return new ApiError(response.status, problem, Number.isFinite(seconds) ? seconds : undefined);
  }
}

/** A sentence for people, whatever was thrown. */
export function sentence(error: unknown): string {
  if (error instanceof ApiError) return capital(error.message);
  return "The server cannot be reached. Check that it is running and try again.";
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && typeof (body as Problem).error === "string";
}

function capital(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
