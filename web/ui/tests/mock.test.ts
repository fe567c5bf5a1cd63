// The mock server answers as the appliance does, where the console could come to rely on what it does otherwise.
import { expect, test } from "vitest";
import { ROUTES } from "../dev/mock/routes.mjs";
import { newState } from "../dev/mock/state.mjs";

type Handler = (call: object) => { status?: number; body?: unknown };

const routes = ROUTES as unknown as Record<string, Handler>;
const deletes = Object.keys(routes).filter((route) => /^DELETE .*\{\}$/.test(route));

test.each(deletes)("%s answers 404 when there is no such thing", (route) => {
  const answer = routes[route]!({ state: newState(), id: "unknown" });
  expect(answer).toMatchObject({ status: 404, body: { error: "Not found" } });
});

test("what was deleted is not there a second time", () => {
  const state = newState();
  const { id } = state.agents[0]!;
  const remove = () => routes["DELETE /api/console/agents/{}"]!({ state, id }).status;
  expect([remove(), remove()]).toEqual([204, 404]);
});
