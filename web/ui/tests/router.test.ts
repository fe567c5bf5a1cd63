import { afterEach, expect, test } from "vitest";
import { destination } from "$lib/router/links";
import { address } from "$lib/router/address";
import { isOpen, match, mayOpen, safeNext } from "$lib/router/routes";
import { router } from "$lib/router/router.svelte";

afterEach(() => {
  document.body.replaceChildren();
});

test("addresses name pages", () => {
  expect(match("/")).toEqual({ page: "alerts" });
  expect(match("/alerts/0199-7")).toEqual({ page: "alerts", id: "0199-7" });
  expect(match("/jobs")).toEqual({ page: "jobs" });
  expect(match("/jobs/7").page).toBe("missing");
  expect(match("/nowhere").page).toBe("missing");
});

test("pages for who is not signed in are open, all others are not", () => {
  expect(["/login", "/forgot", "/reset"].map((path) => isOpen(match(path).page))).toEqual([true, true, true]);
  expect(["/account", "/agents", "/nowhere"].some((path) => isOpen(match(path).page))).toBe(false);
});

test("an address carries only what is asked", () => {
  expect(address("/agents", { q: "a b&c", sort: null, agent: "" })).toBe("/agents?q=a+b%26c");
  expect(address("/agents", {})).toBe("/agents");
});

test("what only an ADMIN may read is not offered to a VIEWER", () => {
  expect(mayOpen("credentials", "VIEWER")).toBe(false);
  expect(mayOpen("credentials", "ADMIN")).toBe(true);
  expect(mayOpen("api-keys", "VIEWER")).toBe(false);
  expect(mayOpen("directories", "VIEWER")).toBe(false);
  expect(mayOpen("settings", "VIEWER")).toBe(false);
  expect(mayOpen("account", "VIEWER")).toBe(true);
  expect(mayOpen("register", "VIEWER")).toBe(true);
  expect(mayOpen("alerts", "VIEWER")).toBe(true);
});

test("signing in leads on to paths of our own only", () => {
  expect(safeNext("/alerts?q=x")).toBe("/alerts?q=x");
  for (const next of [
    null,
    "",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example",
  ]) {
    expect(safeNext(next)).toBe("/alerts");
  }
  for (const next of ["/login?next=/login", "/api/auth/signout"]) expect(safeNext(next)).toBe("/alerts");
});

test("moves are in the history, replacements are not", () => {
  const before = history.length;
  router.go("/employees?q=a");
  router.go("/employees?q=ab", { replace: true });
  router.go("/employees?q=ab");
  expect(router.here).toBe("/employees?q=ab");
  expect(router.query.get("q")).toBe("ab");
  expect(history.length).toBe(before + 1);
});

test("going back is noticed", async () => {
  router.go("/jobs");
  router.go("/audit");
  const popped = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
  history.back();
  await popped;
  expect(router.path).toBe("/jobs");
});

function click(html: string, init: MouseEventInit = {}): string | null {
  document.body.innerHTML = html;
  const event = new MouseEvent("click", { bubbles: true, cancelable: true, ...init });
  let result: string | null = null;
  const look = (seen: MouseEvent) => {
    result = destination(seen, "https://gate.example/alerts");
    seen.preventDefault();
  };
  document.addEventListener("click", look, { once: true });
  document.querySelector("b")?.dispatchEvent(event);
  return result;
}

test("links of the console are followed without loading the page", () => {
  expect(click('<a href="/jobs?x=1"><b>Jobs</b></a>')).toBe("/jobs?x=1");
});

test("other clicks are the browser's", () => {
  expect(click('<a href="/jobs"><b>new tab</b></a>', { ctrlKey: true })).toBeNull();
  expect(click('<a href="https://elsewhere.example/"><b>out</b></a>')).toBeNull();
  expect(click('<a href="/api/console/ca.pem"><b>file</b></a>')).toBeNull();
  expect(click('<a href="/jobs" target="_blank"><b>tab</b></a>')).toBeNull();
  expect(click('<a href="#content"><b>skip</b></a>')).toBeNull();
  expect(click("<b>text</b>")).toBeNull();
});
