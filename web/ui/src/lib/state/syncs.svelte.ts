// Syncs of directories that were started here; they are followed whichever page is shown.
import { SvelteMap } from "svelte/reactivity";
import { syncDirectory } from "$api/directories";
import { ApiError, sentence } from "$api/error";
import type { Directory, Job, SyncSummary } from "$api/types";
import { asked, syncWords } from "$lib/format/sync";
import { follow } from "./follow";
import { toasts } from "./toasts.svelte";

class Syncs {
  /** By the directory's id; null until the job was seen. */
  #jobs = new SvelteMap<string, Job | null>();
  /** Counts those that ended: lists that watch it load themselves anew. */
  ended = $state(0);

  isRunning(id: string): boolean {
    return this.#jobs.has(id);
  }

  job(id: string): Job | null {
    return this.#jobs.get(id) ?? null;
  }

  /** `confirm` lets people become inactive however many they are. */
  async start({ id, name }: Pick<Directory, "id" | "name">, confirm = false): Promise<void> {
    if (this.isRunning(id)) return;
    this.#jobs.set(id, null);
    try {
      const job = await syncDirectory(id, confirm);
      tell(name, await follow(job, (seen) => this.#jobs.set(id, seen)));
    } catch (error) {
      tellFailure(name, error);
    } finally {
      this.#jobs.delete(id);
      this.ended += 1;
    }
  }
}

function tellFailure(name: string, error: unknown) {
  const status = error instanceof ApiError ? error.status : 0;
  // whoever has signed out meanwhile does not want to know
  if (status === 401) return;
  // another admin's, or one that was due
  if (status === 409) toasts.show({ tone: "info", title: `${name} is being synced already` });
  else toasts.show({ tone: "error", title: `${name} could not be synced`, text: sentence(error) });
}

function tell(name: string, job: Job) {
  if (job.state === "succeeded") {
    const summary = (job.result ?? {}) as Partial<SyncSummary>;
    toasts.show({ tone: "success", title: `${name} is synced`, text: `People: ${syncWords(summary)}.` });
  } else if (asked(job.error)) {
    toasts.show({ tone: "info", title: `The sync of ${name} stopped to ask` });
  } else {
    const title = `The sync of ${name} did not finish`;
    toasts.show({ tone: "error", title, text: job.error ?? undefined });
  }
}

export const syncs = new Syncs();
