import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { scan } from "$lib/state/scan.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { fakeApi } from "./fake-api";

const job = (state: string, more = {}) => ({
  body: {
    id: "j",
    kind: "breach-scan",
    state,
    progress: { done: 1, total: 2, note: "" },
    result: null,
    ...more,
  },
});

beforeEach(() => {
  vi.useFakeTimers();
  toasts.items = [];
  scan.unmet = null;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("follows its job and tells what was found", async () => {
  let state = "running";
  fakeApi({
    "POST /api/employees/scan": () => ({ status: 202, body: { jobId: "j" } }),
    "GET /api/console/jobs/j": () => job(state, { result: { scanned: 2, newRecords: 1, newAlerts: 1 } }),
  });
  const finished = scan.finished;
  const running = scan.start();
  await vi.waitFor(() => expect(scan.job?.progress.total).toBe(2));
  state = "succeeded";
  await vi.advanceTimersByTimeAsync(1500);
  await running;
  expect(scan.running).toBe(false);
  expect(scan.finished).toBe(finished + 1);
  expect(toasts.items[0]).toMatchObject({ title: "Scan found 1 new alert", text: "2 employees checked." });
});

test("a scan that already runs is followed instead", async () => {
  fakeApi({
    "POST /api/employees/scan": () => ({ status: 409, body: { error: "A scan is already running" } }),
    "GET /api/console/jobs": () => ({
      body: { items: [job("running").body], total: 1, limit: 20, offset: 0 },
    }),
    "GET /api/console/jobs/j": () => job("failed", { error: "the provider is gone" }),
  });
  const running = scan.start();
  await vi.advanceTimersByTimeAsync(800);
  await running;
  expect(toasts.items[0]).toMatchObject({ tone: "error", text: "the provider is gone" });
});

test("without a provider it says what is missing", async () => {
  fakeApi({ "POST /api/employees/scan": () => ({ status: 503, body: { error: "no provider key" } }) });
  await scan.start();
  expect(scan.unmet).toBe("No provider key.");
  expect(toasts.items).toHaveLength(0);
});

test("too many scans: when to try again", async () => {
  fakeApi({
    "POST /api/employees/scan": () => ({
      status: 429,
      body: { error: "limited" },
      headers: { "retry-after": "42" },
    }),
  });
  await scan.start();
  expect(toasts.items[0]?.text).toContain("42 s");
});
