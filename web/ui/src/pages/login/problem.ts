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

/** Why single sign-on led back here, by the word that the server sent along; null for a word that is none of its. */
export function returned(word: string | null): string | null {
  switch (word) {
    case null:
      return null;
    case "AccessDenied":
      return "Your provider knows you, but you are no member here. Ask an admin of your organization to invite you.";
    case "OAuthCallback":
      return "Signing in with your provider did not work. Please try again; if it goes on, an admin finds the reason in the audit log.";
    case "OAuthSignin":
      return "Your provider cannot be reached or is not set up rightly. An admin finds the reason in the audit log.";
    case "OrganizationNotFound":
      return "No organization with single sign-on is known for that address. Check it, or sign in with your password.";
    case "TooManyTries":
      return "Too many attempts. Please try again in a minute.";
    case "MissingCSRF":
      return "This page was open for too long. Please try once more.";
    default:
      return "Signing in did not work. Please try again.";
  }
}

/** Why the way to the provider is not open. */
export function departureProblem(error: unknown): string {
  if (error instanceof ApiError && [403, 404, 502].includes(error.status))
    return returned(error.problem.error) ?? sentence(error);
  return signInProblem(error);
}

/** "in 30 s", "in 5 minutes". */
export function waiting(seconds: number | undefined): string {
  if (seconds === undefined) return "in a few minutes";
  return seconds < 90 ? `in ${Math.max(1, Math.ceil(seconds))} s` : `in ${Math.ceil(seconds / 60)} minutes`;
}
