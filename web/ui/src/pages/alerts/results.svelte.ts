// The answers to the page's current question: first page, more pages, and what went wrong.
import { ApiError, isAbort, sentence } from "$api/error";
import { search } from "$api/search";
import type { Hit, SearchAnswer } from "$api/types";
import type { QueryState } from "$lib/search/query-state";
import { alertStatuses } from "$lib/state/alert-status.svelte";
import { dismissals } from "$lib/state/dismissals.svelte";
import { isDismissed } from "./hit";
import { merge } from "./merge";

const PAGE = 50;
/** The server gives no more at once. */
const MOST = 100;

export interface ParseProblem {
  message: string;
  /** Characters from the start of the query; absent when the server does not know. */
  position?: number;
}

export class Results {
  hits = $state.raw<Hit[]>([]);
  total = $state(0);
  facets = $state.raw<SearchAnswer["facets"] | null>(null);
  complete = $state(true);
  /** Before the first answer ever: skeletons are drawn. */
  fresh = $state(true);
  busy = $state(false);
  error = $state<string | null>(null);
  parseProblem = $state.raw<ParseProblem | null>(null);

  #question: QueryState | null = null;
  #running: AbortController | null = null;

  get hasMore(): boolean {
    return this.hits.length < this.total;
  }

  /** Asks anew; the answer to an older question is never shown after a newer one was asked. */
  async ask(question: QueryState): Promise<void> {
    this.#question = question;
    await this.#load(0, PAGE);
  }

  /** The same question again, as many rows as are shown and can be had at once. */
  async refresh(): Promise<void> {
    await this.#load(0, Math.min(Math.max(PAGE, this.hits.length), MOST));
  }

  async more(): Promise<void> {
    if (!this.busy && this.hasMore) await this.#load(this.hits.length, PAGE);
  }

  async #load(offset: number, limit: number): Promise<void> {
    if (!this.#question) return;
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    this.busy = true;
    try {
      const answer = await search({ ...this.#question, offset, limit }, running.signal);
      if (running === this.#running) this.#show(answer, offset);
    } catch (error) {
      if (running === this.#running && !isAbort(error)) this.#fail(error);
    } finally {
      if (running === this.#running) this.busy = false;
    }
  }

  #show(answer: SearchAnswer, offset: number): void {
    this.hits = offset > 0 ? merge(this.hits, answer.hits) : answer.hits;
    this.total = answer.hits.length === 0 && offset > 0 ? this.hits.length : answer.total;
    this.facets = answer.facets;
    this.complete = answer.complete;
    this.fresh = false;
    this.error = this.parseProblem = null;
    alertStatuses.settle(answer.hits);
    dismissals.settle(answer.hits.map((hit) => ({ id: hit.id, dismissed: isDismissed(hit) })));
  }

  #fail(error: unknown): void {
    if (error instanceof ApiError && error.status === 400 && error.problem.field === "q") {
      this.parseProblem = { message: sentence(error), position: error.problem.position ?? undefined };
      this.error = null;
    } else {
      this.parseProblem = null;
      this.error = sentence(error);
    }
  }
}
