import { expect, test } from "vitest";
import { EMPTY, isFiltered, parse, serialize, toggle } from "$lib/search/query-state";

const from = (query: string) => parse(new URLSearchParams(query));

test("an address without a query asks for the newest alerts", () => {
  expect(from("")).toEqual(EMPTY);
  expect(serialize(EMPTY)).toBe("");
  expect(isFiltered(EMPTY)).toBe(false);
});

test("what is asked comes back from its own address", () => {
  const state = from("q=%22credit+card%22+OR+ssn&severity=HIGH,CRITICAL&status=open&kind=audit&sort=score");
  expect(state).toEqual({
    q: '"credit card" OR ssn',
    severity: ["CRITICAL", "HIGH"],
    status: ["OPEN"],
    kind: ["audit"],
    sort: "score",
  });
  expect(from(serialize(state))).toEqual(state);
});

test("equal questions have one address", () => {
  expect(serialize(from("severity=LOW,HIGH,LOW"))).toBe(serialize(from("severity=HIGH,LOW")));
  expect(serialize(from("kind=exposure_alert&sort=newest"))).toBe("");
});

test("a facet takes several values, and gives them back", () => {
  const both = toggle(toggle(EMPTY, "severity", "LOW"), "severity", "HIGH");
  expect(serialize(both)).toBe("?severity=HIGH,LOW");
  expect(toggle(toggle(both, "severity", "LOW"), "severity", "HIGH")).toEqual(EMPTY);
});

test("without any kind the alerts are back", () => {
  const employees = toggle(toggle(EMPTY, "kind", "employee"), "kind", "exposure_alert");
  expect(employees.kind).toEqual(["employee"]);
  expect(toggle(employees, "kind", "employee")).toEqual(EMPTY);
});

test("nonsense in an address is not an error", () => {
  expect(from("sort=sideways&severity=,,&kind=").sort).toBe("newest");
  expect(from("severity=,,").severity).toEqual([]);
});
