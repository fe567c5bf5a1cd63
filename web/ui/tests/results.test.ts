import { afterEach, expect, test, vi } from "vitest";
import { EMPTY } from "$lib/search/query-state";
import { merge } from "../src/pages/alerts/merge";
import { Results } from "../src/pages/alerts/results.svelte";
import { fakeApi } from "./fake-api";

const facets = { kind: {}, severity: {}, status: {}, host: {} };
const hit = (id: string) => ({
  kind: "exposure_alert",
  id,
  title: id,
  snippet: "",
  highlights: [],
  fields: {},
});
const answer = (ids: string[], total = ids.length) => ({
  body: { hits: ids.map(hit), total, facets, complete: true },
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a slow answer to an old question never replaces a newer one", async () => {
  const waiting: Record<string, () => void> = {};
  fakeApi({
    "GET /api/console/search": (url) =>
      new Promise((resolve) => {
        const q = url.searchParams.get("q") ?? "";
        waiting[q] = () => resolve(answer([q]));
      }),
  });
  const results = new Results();
  const old = results.ask({ ...EMPTY, q: "li" });
  const fresh = results.ask({ ...EMPTY, q: "linkedin" });
  await vi.waitFor(() => expect(Object.keys(waiting)).toHaveLength(2));
  waiting["linkedin"]?.();
  await fresh;
  waiting["li"]?.();
  await old;
  expect(results.hits.map((row) => row.id)).toEqual(["linkedin"]);
  expect(results.error).toBeNull();
  expect(results.busy).toBe(false);
});

test("asks only for the kinds and facets of the question", async () => {
  let asked = "";
  fakeApi({ "GET /api/console/search": (url) => ((asked = url.search), answer([])) });
  await new Results().ask({ ...EMPTY, severity: ["CRITICAL", "HIGH"] });
  const query = new URLSearchParams(asked);
  expect(Object.fromEntries(query)).toEqual({
    q: "",
    typing: "true",
    kind: "exposure_alert",
    severity: "CRITICAL,HIGH",
    sort: "newest",
    limit: "50",
    offset: "0",
  });
});

test("a query that does not parse keeps the last results and says where", async () => {
  const results = new Results();
  fakeApi({ "GET /api/console/search": () => answer(["a"]) });
  await results.ask(EMPTY);
  fakeApi({
    "GET /api/console/search": () => ({
      status: 400,
      body: { error: "Invalid query", message: "a quote is not closed", field: "q", position: 4 },
    }),
  });
  await results.ask({ ...EMPTY, q: 'abc "' });
  expect(results.parseProblem).toEqual({ message: "A quote is not closed.", position: 4 });
  expect(results.hits).toHaveLength(1);
});

test("more rows join those shown, each once", async () => {
  const results = new Results();
  fakeApi({
    "GET /api/console/search": (url) =>
      url.searchParams.get("offset") === "0" ? answer(["a", "b"], 3) : answer(["b", "c"], 3),
  });
  await results.ask(EMPTY);
  expect(results.hasMore).toBe(true);
  await results.more();
  expect(results.hits.map((row) => row.id)).toEqual(["a", "b", "c"]);
  expect(results.hasMore).toBe(false);
});

test("a refresh asks for no more rows than the server gives at once", async () => {
  const results = new Results();
  const limits: number[] = [];
  fakeApi({
    "GET /api/console/search": (url) => {
      const [limit, offset] = [Number(url.searchParams.get("limit")), Number(url.searchParams.get("offset"))];
      limits.push(limit);
      return answer(
        Array.from({ length: limit }, (_, n) => `${offset + n}`),
        500,
      );
    },
  });
  await results.ask(EMPTY);
  await results.more();
  await results.more();
  expect(results.hits).toHaveLength(150);
  await results.refresh();
  expect(limits.at(-1)).toBe(100);
});

test("merging keeps the order", () => {
  expect(merge([{ id: "1" }], [{ id: "1" }, { id: "2" }])).toEqual([{ id: "1" }, { id: "2" }]);
});
