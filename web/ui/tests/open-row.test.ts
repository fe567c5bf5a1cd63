import { fireEvent } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test } from "vitest";
import { router } from "$lib/router/router.svelte";
import { OpenRow } from "$lib/state/open-row";

const row = new OpenRow("agent", () => "/agents?q=berlin");

beforeEach(() => {
  document.body.innerHTML = `
    <a href="/" data-row="a&quot;1">one</a><a href="/" data-row="a2">two</a>
    <input /><div role="dialog"><button>in a dialog</button></div>`;
  router.go(`/agents?q=berlin&agent=${encodeURIComponent('a"1')}`, { replace: true });
  addEventListener("keydown", row.keydown);
});
afterEach(() => {
  removeEventListener("keydown", row.keydown);
  document.body.innerHTML = "";
});

const press = (where: string, key = "Escape") => fireEvent.keyDown(document.querySelector(where)!, { key });

test("closed it leaves the rest of the address, and goes on at the row's link", () => {
  expect(row.id).toBe('a"1');
  row.close();
  expect(row.id).toBeNull();
  expect(router.here).toBe("/agents?q=berlin");
  expect(document.activeElement).toHaveTextContent("one");
});

test("escape closes it, and no other key", async () => {
  await press("body", "Enter");
  expect(row.id).toBe('a"1');
  await press("body");
  expect(row.id).toBeNull();
});

test("escape in a field, in a dialog, or taken already is not for it", async () => {
  await press("input");
  await press("[role=dialog] button");
  const event = new KeyboardEvent("keydown", { key: "Escape", cancelable: true });
  event.preventDefault();
  dispatchEvent(event);
  expect(row.id).toBe('a"1');
});

test("with nothing open nothing happens", async () => {
  router.go("/agents?q=other", { replace: true });
  await press("body");
  expect(router.here).toBe("/agents?q=other");
});
