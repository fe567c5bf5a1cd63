// The breach scan: starts one or attaches to the one that runs, follows its progress, tells how it ended.
import { startScan } from "$api/employees";
import { ApiError, sentence } from "$api/error";
import { listJobs } from "$api/jobs";
import type { Job } from "$api/types";
import { plural } from "$lib/format/words";
import { follow, isActive, pause } from "./follow";
import { toasts } from "./toasts.svelte";

/** A scan that is done at once still shows that it ran. */
const SHOWN_MS = 700;

interface ScanResult {
  scanned: number;
  newRecords: number;
  newAlerts: number;
}

class ScanState {
  /** The job that is followed; null while none runs. */
  job = $state.raw<Job | null>(null);
  starting = $state(false);
  /** Counts finished scans: lists that watch it load themselves anew. */
  finished = $state(0);
  /** Set when there is nothing to scan with; a dialog then says what to do. */
  unmet = $state<string | null>(null);

  get running(): boolean {
    return this.starting || this.job !== null;
  }

  async start(): Promise<void> {
    if (this.running) return;
    this.starting = true;
    try {
      await this.#follow(await startScan());
    } catch (error) {
      await this.#failed(error);
    } finally {
      this.starting = false;
    }
  }

  /** Follows a scan that was started elsewhere, if there is one. */
  async attach(): Promise<boolean> {
    const { items } = await listJobs({ limit: 20, offset: 0 });
    const running = items.find((job) => isScan(job) && isActive(job));
    if (!running || this.job) return Boolean(running);
    await this.#follow(running.id);
    return true;
  }

  async #follow(id: string): Promise<void> {
    const since = Date.now();
    try {
      const ended = await follow(id, (job) => {
        this.job = job;
        this.starting = false;
      });
      await pause(since + SHOWN_MS - Date.now());
      this.#ended(ended);
    } finally {
      this.job = null;
    }
  }

  #ended(job: Job): void {
    this.finished += 1;
    if (job.state === "succeeded") {
      const { scanned, newAlerts } = (job.result ?? {}) as Partial<ScanResult>;
      toasts.show({
        tone: "success",
        title: newAlerts ? `Scan found ${plural(newAlerts, "new alert")}` : "Scan finished, nothing new",
        text: scanned === undefined ? undefined : `${plural(scanned, "employee")} checked.`,
      });
    } else {
      toasts.show({ tone: "error", title: "The scan did not finish", text: job.error ?? undefined });
    }
  }

  async #failed(error: unknown): Promise<void> {
    if (error instanceof ApiError && error.status === 409 && (await this.attach().catch(() => false))) return;
    if (error instanceof ApiError && error.status === 503) {
      this.unmet = sentence(error);
      return;
    }
    if (error instanceof ApiError && error.status === 429) {
      const wait = error.retryAfter ? ` Try again in ${error.retryAfter} s.` : "";
      toasts.show({ tone: "error", title: "Too many scans", text: `The limit is five a minute.${wait}` });
      return;
    }
    toasts.show({ tone: "error", title: "The scan could not start", text: sentence(error) });
  }
}

function isScan(job: Job): boolean {
  return /(^|[._-])scan$/.test(job.kind);
}

export const scan = new ScanState();
