// Lists that are wanted whole although the server hands them out in pages.
import type { Page } from "./types";

/** The most rows that the server gives at once. */
const LIMIT = 200;

type Fetch<T> = (paging: { limit: number; offset: number }) => Promise<Page<T>>;

/** Every row: the first page tells how many there are, the others are asked for at once. */
export async function allPages<T>(fetch: Fetch<T>): Promise<T[]> {
  const first = await fetch({ limit: LIMIT, offset: 0 });
  const offsets: number[] = [];
  for (let offset = LIMIT; offset < first.total; offset += LIMIT) offsets.push(offset);
  const rest = await Promise.all(offsets.map((offset) => fetch({ limit: LIMIT, offset })));
  return [first, ...rest].flatMap((page) => page.items);
}
