// What an agent did about a process, as words and as a tone. Agents may send others than the known ones.
import type { ProcessAlert } from "$api/types";
import { words } from "$lib/format/words";

type Tone = "good" | "warn" | "bad" | "neutral";

const TONES: Record<string, Tone> = {
  blocked: "good",
  terminated: "good",
  quarantined: "good",
  alerted: "warn",
  allowed: "bad",
};

export function actionTone(action: string): Tone {
  return TONES[action.toLowerCase()] ?? "neutral";
}

/** "Blocked"; without a word nothing was done. */
export function actionName(action: ProcessAlert["actionTaken"]): string {
  return action ? words(action) : "Nothing said";
}
