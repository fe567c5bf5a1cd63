// Dismissing process alerts and taking it back: on the screen as soon as the server has it, with a way back.
import { SvelteMap } from "svelte/reactivity";
import { dismissAlerts, DISMISS_LIMIT, restoreAlerts } from "$api/process-alerts";
import { sentence } from "$api/error";
import { plural } from "$lib/format/words";
import { toasts } from "./toasts.svelte";

class Dismissals {
  /** What this browser did: the truth until the search index shows the same. */
  #set = new SvelteMap<string, boolean>();
  /** Counts changes: what lists or shows process alerts watches it. */
  changed = $state(0);

  of(id: string, known: boolean): boolean {
    return this.#set.get(id) ?? known;
  }

  /** Fresh answers arrived: forgets what they already show. */
  settle(answers: { id: string; dismissed: boolean }[]): void {
    for (const { id, dismissed } of answers) if (this.#set.get(id) === dismissed) this.#set.delete(id);
  }

  /** Throws what the server refused, so that the dialog can show it. */
  async dismiss(ids: string[], reason: string): Promise<void> {
    await this.#apply(ids, true, (some) => dismissAlerts(some, reason));
    toasts.show({
      tone: "success",
      title: ids.length === 1 ? "Alert dismissed" : `${plural(ids.length, "alert")} dismissed`,
      action: { label: "Undo", run: () => void this.restore(ids) },
    });
  }

  async restore(ids: string[]): Promise<void> {
    try {
      await this.#apply(ids, false, restoreAlerts);
      const title =
        ids.length === 1 ? "Alert is open again" : `${plural(ids.length, "alert")} are open again`;
      toasts.show({ tone: "success", title });
    } catch (error) {
      toasts.show({ tone: "error", title: "They could not be restored", text: sentence(error) });
    }
  }

  // the server takes all of a request or nothing of it
  async #apply(ids: string[], dismissed: boolean, send: (ids: string[]) => Promise<void>): Promise<void> {
    try {
      for (let at = 0; at < ids.length; at += DISMISS_LIMIT) {
        const some = ids.slice(at, at + DISMISS_LIMIT);
        await send(some);
        for (const id of some) this.#set.set(id, dismissed);
      }
    } finally {
      this.changed += 1;
    }
  }
}

export const dismissals = new Dismissals();
