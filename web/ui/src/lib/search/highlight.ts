// Splits a snippet at its highlights. The ranges are UTF-16 offsets, as JavaScript strings count.

export interface Piece {
  text: string;
  hit: boolean;
}

/** Ranges may overlap, touch, come unsorted or reach past the end; every character comes out exactly once. */
export function pieces(text: string, ranges: readonly (readonly number[])[]): Piece[] {
  const out: Piece[] = [];
  const push = (from: number, to: number, hit: boolean) => {
    const part = text.slice(from, to);
    const last = out.at(-1);
    if (!part) return;
    if (last?.hit === hit) last.text += part;
    else out.push({ text: part, hit });
  };
  let at = 0;
  for (const [start = 0, end = 0] of [...ranges].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))) {
    const from = clamp(start, at, text.length);
    const to = clamp(end, from, text.length);
    push(at, from, false);
    push(from, to, true);
    at = to;
  }
  push(at, text.length, false);
  return out;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
