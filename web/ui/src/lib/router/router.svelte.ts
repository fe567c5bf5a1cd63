// A router on the history API: the address is the state, links are plain anchors.

class Router {
  #url = $state.raw(new URL(location.href));

  constructor() {
    addEventListener("popstate", () => this.#read());
  }

  get path(): string {
    return this.#url.pathname;
  }

  get query(): URLSearchParams {
    return this.#url.searchParams;
  }

  /** Path and query, as a link would name this place. */
  get here(): string {
    return this.#url.pathname + this.#url.search;
  }

  go(to: string, options: { replace?: boolean } = {}): void {
    if (to === this.here) return;
    if (options.replace) history.replaceState(null, "", to);
    else history.pushState(null, "", to);
    this.#read();
  }

  #read(): void {
    this.#url = new URL(location.href);
  }
}

export const router = new Router();
