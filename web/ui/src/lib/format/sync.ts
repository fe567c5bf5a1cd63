// What a sync of a directory came to, in words.
import type { SyncSummary } from "$api/types";
import { count } from "./words";

type Counts = Partial<Pick<SyncSummary, "added" | "changed" | "left" | "refusedTotal">>;

/** "3 joined, 1 left". */
export function syncWords({ added = 0, changed = 0, left = 0, refusedTotal = 0 }: Counts): string {
  const parts = [
    added > 0 && `${count(added)} joined`,
    changed > 0 && `${count(changed)} changed`,
    left > 0 && `${count(left)} left`,
    refusedTotal > 0 && `${count(refusedTotal)} refused`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "nothing new";
}

const ASKED = /^stopped to ask: (\d+) of (\d+) /;

/** Of how many people how many are gone, when this is how a sync says that it stopped to ask. */
export function asked(error: string | null | undefined): { gone: number; active: number } | null {
  const found = ASKED.exec(error ?? "");
  return found && { gone: Number(found[1]), active: Number(found[2]) };
}
