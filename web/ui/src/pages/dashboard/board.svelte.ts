// The dashboard that is shown: its arrangement, and its widgets' data.
import { activatePreset, getBoard, getWidgets, saveBoard } from "$api/dashboard";
import { isAbort, sentence } from "$api/error";
import type { Board, DataOf, WidgetType } from "$api/types";
import { shown, starter } from "./layout";

type Data = Partial<{ [Type in WidgetType]: DataOf<Type> }>;

export class BoardState {
  board = $state.raw<Board | null>(null);
  /** Whether it is one that the member saved. */
  own = $state(false);
  data = $state.raw<Data>({});
  complete = $state(true);
  error = $state<string | null>(null);
  /** What is arranged and not saved yet. */
  draft = $state.raw<Board | null>(null);
  #running: AbortController | null = null;

  /** What is drawn: the draft while one arranges. */
  readonly current = $derived(this.draft ?? this.board);
  readonly widgets = $derived(this.current ? shown(this.current) : []);
  readonly types = $derived(
    this.widgets
      .map((widget) => widget.type)
      .filter((type, at, all) => all.indexOf(type) === at)
      .sort(),
  );

  async load(): Promise<void> {
    try {
      const saved = await getBoard();
      this.own = saved !== null;
      this.board = saved ?? starter();
      this.error = null;
    } catch (error) {
      this.error = sentence(error);
    }
  }

  /** Data for the types that are shown; what was there stays until it comes. */
  async refresh(): Promise<void> {
    if (this.types.length === 0) return;
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    try {
      const answer = await getWidgets(this.types, running.signal);
      if (running !== this.#running) return;
      const fresh = Object.fromEntries(answer.widgets.map((data) => [data.type, data])) as Data;
      this.data = { ...this.data, ...fresh };
      this.complete = answer.complete;
      this.error = null;
    } catch (error) {
      if (running === this.#running && !isAbort(error)) this.error = sentence(error);
    }
  }

  stop(): void {
    this.#running?.abort();
    this.#running = null;
  }

  arrange(): void {
    this.draft = this.board;
  }

  cancel(): void {
    this.draft = null;
  }

  /** Changes what is arranged. */
  change(next: (board: Board) => Board): void {
    if (this.draft) this.draft = next(this.draft);
  }

  async save(board: Board): Promise<void> {
    await saveBoard(board);
    this.board = board;
    this.own = true;
    this.draft = null;
  }

  async begin(preset: string): Promise<void> {
    await activatePreset(preset);
    this.draft = null;
    await this.load();
  }
}
