// Changing alerts' status: at once on the screen, then on the server, with a way back.
import { SvelteMap } from "svelte/reactivity";
import { setAlertStatus } from "$api/alerts";
import { sentence } from "$api/error";
import type { AlertStatus } from "$api/types";
import { plural, words } from "$lib/format/words";
import { summary } from "./summary.svelte";
import { toasts } from "./toasts.svelte";

export interface StatusTarget {
  id: string;
  status: AlertStatus;
}

/** So many requests at once, so that a change of hundreds does not starve the page's other calls. */
const PARALLEL = 6;

class AlertStatuses {
  /** What this browser set: the truth until the search index shows the same. */
  #set = new SvelteMap<string, AlertStatus>();
  /** Counts confirmed changes: what shows alerts' history or counts watches it. */
  changed = $state(0);

  of(id: string, known: string | null | undefined): AlertStatus {
    return this.#set.get(id) ?? (known as AlertStatus);
  }

  /** Fresh answers arrived: forgets what they already show. */
  settle(answers: { id: string; status?: string | null }[]): void {
    for (const { id, status } of answers) if (this.#set.get(id) === status) this.#set.delete(id);
  }

  async change(targets: StatusTarget[], status: AlertStatus): Promise<void> {
    const before = targets.filter((target) => target.status !== status);
    if (before.length === 0) return;
    const failed = await this.#apply(before.map(({ id, status: old }) => ({ id, from: old, to: status })));
    const done = before.filter(({ id }) => !failed.includes(id));
    if (done.length === 0) return;
    const what = status === "OPEN" ? "reopened" : words(status).toLowerCase();
    toasts.show({
      tone: "success",
      title: done.length === 1 ? `Alert ${what}` : `${plural(done.length, "alert")} ${what}`,
      action: {
        label: "Undo",
        run: () => void this.#apply(done.map(({ id, status: old }) => ({ id, from: status, to: old }))),
      },
    });
  }

  /** Shows all changes, sends them, takes back those that failed; answers the ids of these. */
  async #apply(moves: { id: string; from: AlertStatus; to: AlertStatus }[]): Promise<string[]> {
    const failed: { id: string; error: unknown }[] = [];
    for (const { id, to } of moves) this.#set.set(id, to);
    const queue = [...moves];
    const worker = async () => {
      for (let move = queue.shift(); move; move = queue.shift()) {
        try {
          await setAlertStatus(move.id, move.to);
        } catch (error) {
          this.#set.set(move.id, move.from);
          failed.push({ id: move.id, error });
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
    this.changed += 1;
    void summary.load();
    const [first] = failed;
    if (first) {
      const title = `${plural(failed.length, "alert")} could not be changed`;
      toasts.show({ tone: "error", title, text: sentence(first.error) });
    }
    return failed.map(({ id }) => id);
  }
}

export const alertStatuses = new AlertStatuses();
