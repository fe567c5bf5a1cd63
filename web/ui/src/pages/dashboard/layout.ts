// Arranging: a dashboard as a list of widgets with their places, and what may be done to it. Nothing here changes what it
// is given.
import type { Board, Place, WidgetType } from "$api/types";
import { freshInstance, KINDS, typeOf } from "./catalog";

export const COLUMNS = 12;

/** A widget that is shown. */
export interface Shown {
  instance: string;
  type: WidgetType;
  title: string;
  place: Place;
}

const STARTER: [WidgetType, number, number][] = [
  ["stats-row", 0, 0],
  ["trend-chart", 0, 2],
  ["risk-gauge", 8, 2],
  ["severity-donut", 0, 6],
  ["alert-status-breakdown", 4, 6],
  ["employee-exposure", 8, 6],
  ["critical-alerts", 0, 10],
  ["top-risky-employees", 4, 10],
  ["department-risk", 8, 10],
  ["alert-velocity", 0, 15],
  ["alerts-by-month", 6, 15],
  ["top-breaches", 0, 19],
  ["data-type-breakdown", 4, 19],
  ["mfa-coverage", 8, 19],
];

/** What somebody sees who has not arranged anything yet. */
export function starter(): Board {
  return {
    layout: STARTER.map(([type, x, y]) => place(type, type, x, y)),
    widgets: STARTER.map(([type]) => ({ instanceId: type, title: KINDS[type].title, visible: true })),
  };
}

/** What the starter leaves out, in an order that fills the grid. */
const REST: WidgetType[] = [
  "breach-sources",
  "breach-source-donut",
  "alerts-by-department",
  "breach-timeline",
  "alerts-feed",
  "data-type-radar",
];

/** The same with every type of widget. */
export function everything(): Board {
  return REST.reduce(added, starter());
}

function place(instance: string, type: WidgetType, x: number, y: number): Place {
  const { w, h, minW, minH } = KINDS[type];
  return { i: instance, x, y, w, h, minW, minH };
}

/** What is to be drawn, in the order of reading. A widget without a place is put below all others. */
export function shown(board: Board): Shown[] {
  const places = new Map(board.layout.map((place) => [place.i, place]));
  let below = bottom(board.layout);
  const all = board.widgets.flatMap((widget): Shown[] => {
    const type = typeOf(widget.instanceId);
    if (!widget.visible || !type) return [];
    let at = places.get(widget.instanceId);
    if (!at) {
      at = place(widget.instanceId, type, 0, below);
      below += at.h;
    }
    const title = widget.title || KINDS[type].title;
    return [{ instance: widget.instanceId, type, title, place: at }];
  });
  return all.sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
}

function bottom(layout: Place[]): number {
  return Math.max(0, ...layout.map((place) => place.y + place.h));
}

/** With one more widget: in the first gap that has room for it, else at the bottom. */
export function added(board: Board, type: WidgetType): Board {
  const taken = [...board.widgets.map((widget) => widget.instanceId), ...board.layout.map(({ i }) => i)];
  const instance = freshInstance(type, taken);
  const { w, h } = KINDS[type];
  const end = bottom(board.layout);
  let at = { x: 0, y: end };
  search: for (let y = 0; y <= end; y += 1) {
    for (let x = 0; x + w <= COLUMNS; x += 1) {
      if (board.layout.every((other) => !overlap(other, { x, y, w, h }))) {
        at = { x, y };
        break search;
      }
    }
  }
  return {
    layout: [...board.layout, place(instance, type, at.x, at.y)],
    widgets: [...board.widgets, { instanceId: instance, title: KINDS[type].title, visible: true }],
  };
}

type Rectangle = Pick<Place, "x" | "y" | "w" | "h">;

export function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

export function removed(board: Board, instance: string): Board {
  return {
    layout: board.layout.filter((place) => place.i !== instance),
    widgets: board.widgets.filter((widget) => widget.instanceId !== instance),
  };
}

export function renamed(board: Board, instance: string, title: string): Board {
  const widgets = board.widgets.map((widget) =>
    widget.instanceId === instance ? { ...widget, title: title.trim() } : widget,
  );
  return { ...board, widgets };
}

/** With the places that the grid has found. */
export function placed(board: Board, places: Place[]): Board {
  const found = new Map(places.map((place) => [place.i, place]));
  const known = new Map(board.layout.map((place) => [place.i, place]));
  for (const [i, place] of found) known.set(i, { ...known.get(i), ...place });
  return { ...board, layout: [...known.values()] };
}
