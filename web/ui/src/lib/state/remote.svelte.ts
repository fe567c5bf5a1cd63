// A value that comes from the server: none yet, there, or failed; loaded anew at will, newest question wins.
import { isAbort, sentence } from "$api/error";

export class Remote<T> {
  value = $state.raw<T | null>(null);
  error = $state<string | null>(null);
  #running: AbortController | null = null;
  #fetch: (signal: AbortSignal) => Promise<T>;

  constructor(fetch: (signal: AbortSignal) => Promise<T>) {
    this.#fetch = fetch;
  }

  /** Says whether it is loaded. */
  async load(): Promise<boolean> {
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    try {
      const value = await this.#fetch(running.signal);
      if (running !== this.#running) return false;
      this.value = value;
      this.error = null;
      return true;
    } catch (error) {
      if (running === this.#running && !isAbort(error)) this.error = sentence(error);
      return false;
    }
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }
}
