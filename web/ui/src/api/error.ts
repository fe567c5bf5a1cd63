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
    const problem = asProblem(body) ?? { error: `The server answered ${response.status}` };
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

// the endpoint API's envelope has the message only
function asProblem(body: unknown): Problem | null {
  if (typeof body !== "object" || body === null) return null;
  const { error, message } = body as Partial<Problem>;
  if (typeof error === "string") return body as Problem;
  return typeof message === "string" ? { ...body, error: message } : null;
}

function capital(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
