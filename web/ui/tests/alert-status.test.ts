import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { alertStatuses } from "$lib/state/alert-status.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { fakeApi } from "./fake-api";

const ok = () => ({ body: {} });

beforeEach(() => {
  toasts.items = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a change shows at once, before the server has answered", async () => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  fakeApi({ "PATCH /api/alerts/a": () => held.then(ok) });
  const changing = alertStatuses.change([{ id: "a", status: "OPEN" }], "RESOLVED");
  expect(alertStatuses.of("a", "OPEN")).toBe("RESOLVED");
  expect(toasts.items).toHaveLength(0);
  answer();
  await changing;
  expect(toasts.items[0]?.title).toBe("Alert resolved");
});

test("undo puts each alert back to what it was", async () => {
  const sent: Record<string, unknown>[] = [];
  const patch = (url: URL, body: unknown) => (sent.push({ path: url.pathname, ...(body as object) }), ok());
  fakeApi({ "PATCH /api/alerts/b": patch, "PATCH /api/alerts/c": patch });
  await alertStatuses.change(
    [
      { id: "b", status: "OPEN" },
      { id: "c", status: "ACKNOWLEDGED" },
    ],
    "RESOLVED",
  );
  expect(toasts.items[0]?.title).toBe("2 alerts resolved");
  sent.length = 0;
  toasts.items[0]?.action?.run();
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent).toContainEqual({ path: "/api/alerts/b", status: "OPEN" });
  expect(sent).toContainEqual({ path: "/api/alerts/c", status: "ACKNOWLEDGED" });
  expect(alertStatuses.of("c", "RESOLVED")).toBe("ACKNOWLEDGED");
});

test("what the server refuses goes back and is told", async () => {
  fakeApi({ "PATCH /api/alerts/d": () => ({ status: 404, body: { error: "Not found" } }) });
  await alertStatuses.change([{ id: "d", status: "OPEN" }], "RESOLVED");
  expect(alertStatuses.of("d", "OPEN")).toBe("OPEN");
  expect(toasts.items.map((toast) => [toast.tone, toast.title, toast.text])).toEqual([
    ["error", "1 alert could not be changed", "Not found."],
  ]);
});

test("the search index catches up, and later changes by others show again", async () => {
  fakeApi({ "PATCH /api/alerts/e": ok });
  await alertStatuses.change([{ id: "e", status: "OPEN" }], "ACKNOWLEDGED");
  alertStatuses.settle([{ id: "e", status: "OPEN" }]);
  expect(alertStatuses.of("e", "OPEN")).toBe("ACKNOWLEDGED");
  alertStatuses.settle([{ id: "e", status: "ACKNOWLEDGED" }]);
  expect(alertStatuses.of("e", "RESOLVED")).toBe("RESOLVED");
});

test("a status that an alert already has is not sent", async () => {
  const calls = fakeApi({});
  await alertStatuses.change([{ id: "f", status: "OPEN" }], "OPEN");
  expect(calls).toEqual([]);
});
