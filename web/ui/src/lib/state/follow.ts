// Follows a job to its end.
import { getJob } from "$api/jobs";
import type { Job } from "$api/types";

const POLL_MS = 400;

/** Tells each state that was seen, the last one too, and answers that. */
export async function follow(id: string, seen: (job: Job) => void): Promise<Job> {
  for (;;) {
    const job = await getJob(id);
    seen(job);
    if (!isActive(job)) return job;
    await pause(POLL_MS);
  }
}

export function isActive(job: Job): boolean {
  return job.state === "queued" || job.state === "running";
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
