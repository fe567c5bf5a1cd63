// Follows a job to its end.
import { ApiError } from "$api/error";
import { getJob } from "$api/jobs";
import type { Job } from "$api/types";

const POLL_MS = 400;
/** So many questions in a row may go unanswered: the job goes on without being looked at. */
const MISSES = 10;
/** How long the longest pause after one is. */
const LONGEST_MS = 10_000;

/** Tells each state that was seen, the last one too, and answers that. */
export async function follow(id: string, seen: (job: Job) => void): Promise<Job> {
  let misses = 0;
  for (;;) {
    try {
      const job = await getJob(id);
      misses = 0;
      seen(job);
      if (!isActive(job)) return job;
      await pause(POLL_MS);
    } catch (error) {
      if (!passes(error) || ++misses > MISSES) throw error;
      const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
      await pause(Math.min(Math.max(asked, POLL_MS * misses), LONGEST_MS));
    }
  }
}

/** Whether what went wrong may go right the next time: no answer, too many questions, a server at its limit. */
function passes(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.status === 0 || error.status === 429 || error.status >= 500;
}

export function isActive(job: Job): boolean {
  return job.state === "queued" || job.state === "running";
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
