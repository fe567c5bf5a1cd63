import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { follow } from "$lib/state/follow";

const JOB = { id: "j1", kind: "directory.sync", state: "running" };
const ENDED = { ...JOB, state: "succeeded" };

/** Answers with these, one after the other; the last one for ever. */
function answers(...all: [number, unknown][]) {
  let next = 0;
  const fetched = vi.fn(() => {
    const [status, body] = all[Math.min(next++, all.length - 1)];
    const headers = { "content-type": "application/json" };
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a server at its limit is asked again, and the job is followed to its end", async () => {
  const full = { error: "Too many requests at once" };
  const fetched = answers([200, JOB], [503, full], [429, full], [200, ENDED]);
  const seen = vi.fn();
  const ended = follow("j1", seen);
  await vi.runAllTimersAsync();
  expect((await ended).state).toBe("succeeded");
  expect(seen).toHaveBeenCalledTimes(2);
  expect(fetched).toHaveBeenCalledTimes(4);
});

test("a job that is gone, and a session that ended, are not asked for again", async () => {
  for (const status of [401, 404]) {
    const fetched = answers([status, { error: "Not found" }]);
    await expect(follow("j1", vi.fn())).rejects.toThrow("Not found");
    expect(fetched).toHaveBeenCalledTimes(1);
  }
});

test("a server that is gone for good is given up", async () => {
  answers([503, { error: "Shutting down" }]);
  const ended = follow("j1", vi.fn());
  const refused = expect(ended).rejects.toThrow("Shutting down");
  await vi.runAllTimersAsync();
  await refused;
});
