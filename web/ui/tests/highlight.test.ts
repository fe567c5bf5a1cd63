import { render } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { pieces } from "$lib/search/highlight";
import Snippet from "../src/pages/alerts/Snippet.svelte";

const whole = (text: string, ranges: number[][]) =>
  pieces(text, ranges)
    .map((piece) => piece.text)
    .join("");

test("every character comes out once, whatever the ranges", () => {
  const text = "found in LinkedIn breach";
  for (const ranges of [
    [],
    [[9, 17]],
    [
      [9, 12],
      [10, 17],
    ],
    [[20, 99]],
    [[17, 9]],
    [
      [9, 17],
      [0, 5],
    ],
    [[-3, 2]],
    [[]],
  ]) {
    expect(whole(text, ranges)).toBe(text);
  }
});

test("ranges that overlap or touch are one mark", () => {
  expect(
    pieces("abcdef", [
      [3, 5],
      [1, 4],
    ]),
  ).toEqual([
    { text: "a", hit: false },
    { text: "bcde", hit: true },
    { text: "f", hit: false },
  ]);
});

test("offsets count UTF-16 units, so a hit behind an emoji is where it belongs", () => {
  expect(pieces("🔑 key", [[3, 6]]).filter((piece) => piece.hit)).toEqual([{ text: "key", hit: true }]);
});

test("markup from a breach is shown, not obeyed", () => {
  const text = "<img src=x onerror=alert(1)> leaked";
  const { container } = render(Snippet, {
    text,
    highlights: [
      [0, 4],
      [29, 35],
    ],
  });
  expect(container.querySelector("img")).toBeNull();
  expect([...container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["<img", "leaked"]);
  expect(container).toHaveTextContent(text);
});
