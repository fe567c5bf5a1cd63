// The row of a list that is shown in full beside it: which one the page's address tells, and how it is closed.
import { router } from "$lib/router/router.svelte";

export class OpenRow {
  #name: string;
  #without: () => string;

  /** `name` is the address's parameter, `without` the page's address when nothing is open. */
  constructor(name: string, without: () => string) {
    this.#name = name;
    this.#without = without;
  }

  get id(): string | null {
    return router.query.get(this.#name);
  }

  /** Goes on where it was opened: at the row's link, which names its id in `data-row`. */
  close = (): void => {
    const { id } = this;
    router.go(this.#without());
    if (id) document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
  };

  /** Escape closes it, unless it is meant for a field or a dialog. */
  keydown = (event: KeyboardEvent): void => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, [role=dialog]");
    if (event.key === "Escape" && this.id && !event.defaultPrevented && !typing) this.close();
  };
}
