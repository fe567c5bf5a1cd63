// Why signing in failed, in words that help without telling which accounts exist.
import { ApiError, sentence } from "$api/error";

/** The password was right, but the account has a second factor. */
export function asksForCode(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401 && error.problem.error === "CodeRequired";
}

/** `withCode`: a code was sent along. */
export function signInProblem(error: unknown, withCode = false): string {
  if (!(error instanceof ApiError)) return sentence(error);
  if (error.status === 401 && withCode)
    return "That code is wrong or was used before. Wait for the next one and try again.";
  if (error.status === 401) return "E-mail or password is wrong.";
  if (error.status === 403) return "This page was open for too long. Please try once more.";
  if (error.status === 429) return `Too many attempts. Try again ${waiting(error.retryAfter)}.`;
  return sentence(error);
}

/** "in 30 s", "in 5 minutes". */
export function waiting(seconds: number | undefined): string {
  if (seconds === undefined) return "in a few minutes";
  return seconds < 90 ? `in ${Math.max(1, Math.ceil(seconds))} s` : `in ${Math.ceil(seconds / 60)} minutes`;
}
