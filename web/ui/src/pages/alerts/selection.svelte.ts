// Which alerts are ticked.
import { SvelteSet } from "svelte/reactivity";

export class Selection {
  #ids = new SvelteSet<string>();

  get ids(): string[] {
    return [...this.#ids];
  }

  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  set(id: string, selected: boolean): void {
    if (selected) this.#ids.add(id);
    else this.#ids.delete(id);
  }

  toggle(id: string): void {
    this.set(id, !this.has(id));
  }

  clear(): void {
    this.#ids.clear();
  }
}
