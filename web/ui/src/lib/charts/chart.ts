// Geometry and colours that the charts share. Sizes are in the units of their own view boxes.

/** A colour of a chart by its meaning; `theme/charts.css` says which it is. */
export type Tone =
  "critical" | "high" | "medium" | "low" | "good" | "accent" | "quiet" | "one" | "two" | "three" | "four";

/** A number with what it is called. */
export interface Part {
  label: string;
  value: number;
  tone: Tone;
  href?: string;
}

/** The end of an axis that has room for `most`: 1, 2 or 5 times a power of ten, at least 1. */
export function ceiling(most: number): number {
  if (most <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 5, 10].find((step) => step * power >= most) ?? 10;
  return step * power;
}

/** A point on a circle; 0 is at the top, 1 is once around. */
export function around(share: number, radius: number, center = { x: 0, y: 0 }): { x: number; y: number } {
  const angle = 2 * Math.PI * share - Math.PI / 2;
  return { x: center.x + radius * Math.cos(angle), y: center.y + radius * Math.sin(angle) };
}

export function points(all: { x: number; y: number }[]): string {
  return all.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ");
}

/** Every nth of many labels, so that about `room` are left, the last among them. */
export function thinned(many: number, room: number): (at: number) => boolean {
  const step = Math.max(1, Math.ceil(many / room));
  return (at) => (many - 1 - at) % step === 0;
}
