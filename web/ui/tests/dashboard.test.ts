import { expect, test } from "vitest";
import type { Place } from "$api/types";
import { ceiling, thinned } from "$lib/charts/chart";
import { freshInstance, KINDS, TYPES, typeOf } from "../src/pages/dashboard/catalog";
import {
  added,
  COLUMNS,
  everything,
  overlap,
  placed,
  removed,
  renamed,
  shown,
  starter,
} from "../src/pages/dashboard/layout";

test("an instance names its type", () => {
  for (const type of TYPES) {
    expect(typeOf(type)).toBe(type);
    expect(typeOf(`${type}-2`)).toBe(type);
  }
  expect(typeOf("alerts-by-month:b")).toBe("alerts-by-month");
  for (const unknown of ["", "clock", "risk-gauge2", "risk"]) expect(typeOf(unknown)).toBeUndefined();
  expect(freshInstance("risk-gauge", ["risk-gauge", "risk-gauge-2"])).toBe("risk-gauge-3");
});

test("nothing lies on anything, and all of it on the grid", () => {
  for (const board of [starter(), everything(), TYPES.reduce(added, everything())]) {
    expect(board.layout.map((place) => place.i)).toEqual(board.widgets.map((widget) => widget.instanceId));
    for (const [at, place] of board.layout.entries()) {
      expect(place.x + place.w).toBeLessThanOrEqual(COLUMNS);
      for (const other of board.layout.slice(at + 1)) expect(overlap(place, other)).toBe(false);
    }
  }
  expect(everything().widgets).toHaveLength(20);
});

test("what everybody begins with ends evenly", () => {
  const ends = Array.from({ length: COLUMNS }, (_, x) =>
    Math.max(
      ...starter().layout.map((place) => (place.x <= x && x < place.x + place.w ? place.y + place.h : 0)),
    ),
  );
  expect(new Set(ends).size).toBe(1);
});

test("a new widget takes the first gap that has room for it", () => {
  const without = removed(starter(), "severity-donut");
  const board = added(without, "breach-source-donut");
  expect(board.layout.at(-1)).toMatchObject({ i: "breach-source-donut", x: 0, y: 6 });
  expect(without.layout).toHaveLength(board.layout.length - 1);
});

test("what is drawn is visible, known, in the order of reading, and has a place", () => {
  const board = {
    layout: [at("risk-gauge", 4, 0), at("alerts-feed", 0, 0)],
    widgets: [
      { instanceId: "risk-gauge", title: "", visible: true },
      { instanceId: "alerts-feed", title: "Feed", visible: true },
      { instanceId: "top-breaches", title: "Hidden", visible: false },
      { instanceId: "mfa-coverage", title: "No place", visible: true },
      { instanceId: "clock", title: "Unknown", visible: true },
    ],
  };
  const all = shown(board);
  expect(all.map((widget) => widget.title)).toEqual(["Feed", KINDS["risk-gauge"].title, "No place"]);
  expect(all[2]?.place).toMatchObject({ x: 0, y: 3 });
  expect(shown(renamed(board, "alerts-feed", " Night "))[0]?.title).toBe("Night");
});

test("the grid's places keep what it does not know", () => {
  const board = placed(starter(), [{ i: "risk-gauge", x: 0, y: 30, w: 6, h: 5 }]);
  const gauge = board.layout.find((place) => place.i === "risk-gauge");
  expect(gauge).toEqual({ i: "risk-gauge", x: 0, y: 30, w: 6, h: 5, minW: 3, minH: 3 });
  expect(board.layout).toHaveLength(starter().layout.length);
});

test("axes end at round numbers, labels leave each other room", () => {
  expect([0, 1, 3, 17, 51, 100, 101].map(ceiling)).toEqual([1, 1, 5, 20, 100, 100, 200]);
  const named = thinned(30, 6);
  const at = Array.from({ length: 30 }, (_, n) => n).filter(named);
  expect(at).toHaveLength(6);
  expect(at.at(-1)).toBe(29);
});

function at(i: string, x: number, y: number): Place {
  return { i, x, y, w: 4, h: 3 };
}
