// A wrong password or code, as against a session that has ended: both are answered with 401 or 403.
import { ApiError } from "$api/error";

export function refused(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 401 || error.status === 403) && !error.problem.field;
}

/** Runs the work; a refusal becomes an error of the field that was wrong, in words that say so. */
export async function asking<T>(work: () => Promise<T>, field: string, text: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refused(error) ? new ApiError(400, { error: text, field }) : error;
  }
}
