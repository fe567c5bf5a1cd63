import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { follow } from "$lib/state/follow";
import { fakeApi } from "./fake-api";

const JOB = { id: "j1", kind: "directory.sync", state: "running" };
const ENDED = { ...JOB, state: "succeeded" };

/** Answers with these, one after the other; the last one for ever. Their errors are "Answered 503". */
function answers(first: number | object, ...others: (number | object)[]): string[] {
  let answer = first;
  return fakeApi({
    "GET /api/console/jobs/j1": () => {
      const now = answer;
      answer = others.shift() ?? answer;
      return typeof now === "number" ? { status: now, body: { error: `Answered ${now}` } } : { body: now };
    },
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a server at its limit is asked again, and the job is followed to its end", async () => {
  const calls = answers(JOB, 503, 429, ENDED);
  const seen = vi.fn();
  const ended = follow("j1", seen);
  await vi.runAllTimersAsync();
  expect((await ended).state).toBe("succeeded");
  expect(seen).toHaveBeenCalledTimes(2);
  expect(calls).toHaveLength(4);
});

test("a job that is gone, and a session that ended, are not asked for again", async () => {
  for (const status of [401, 404]) {
    const calls = answers(status);
    await expect(follow("j1", vi.fn())).rejects.toThrow(`Answered ${status}`);
    expect(calls).toHaveLength(1);
  }
});

test("a server that is gone for good is given up", async () => {
  answers(503);
  const refused = expect(follow("j1", vi.fn())).rejects.toThrow("Answered 503");
  await vi.runAllTimersAsync();
  await refused;
});
