import { render, screen, within, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Hit } from "$api/types";
import { router } from "$lib/router/router.svelte";
import { match } from "$lib/router/routes";
import { dismissals } from "$lib/state/dismissals.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import { about, address, isDismissed, statusesOf } from "../src/pages/alerts/hit";
import { viewOf } from "../src/pages/alerts/views";
import { actionName, actionTone } from "../src/pages/processes/action";
import { others, userOf } from "../src/pages/processes/extra";
import { parse, place, question } from "../src/pages/processes/filter";
import ProcessGroups from "../src/pages/processes/ProcessGroups.svelte";
import ProcessPanel from "../src/pages/processes/ProcessPanel.svelte";
import { fakeApi } from "./fake-api";
import { agent, group, page, processAlert } from "./made";

const DISMISS = "POST /api/console/process-alerts/dismiss";
const RESTORE = "POST /api/console/process-alerts/restore";
const hit = (change: Partial<Hit>) =>
  ({
    kind: "process_alert",
    id: "p1",
    title: "t",
    snippet: "",
    highlights: [],
    fields: {},
    ...change,
  }) as Hit;

beforeEach(() => {
  toasts.items = [];
  router.go("/process-groups", { replace: true });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a dismissal shows once the server has it, and undo restores", async () => {
  const sent: unknown[] = [];
  fakeApi({
    [DISMISS]: (_, body) => (sent.push(body), { body: { changed: 2 } }),
    [RESTORE]: (_, body) => (sent.push(body), { body: { changed: 2 } }),
  });
  const before = dismissals.changed;
  await dismissals.dismiss(["d1", "d2"], "False positive");
  expect(sent).toEqual([{ ids: ["d1", "d2"], reason: "False positive" }]);
  expect(dismissals.of("d1", false)).toBe(true);
  expect(dismissals.changed).toBe(before + 1);
  expect(toasts.items[0]?.title).toBe("2 alerts dismissed");
  toasts.items[0]?.action?.run();
  await waitFor(() => expect(dismissals.of("d1", true)).toBe(false));
  expect(sent[1]).toEqual({ ids: ["d1", "d2"] });
});

test("a dismissal that is refused changes nothing", async () => {
  fakeApi({ [DISMISS]: () => ({ status: 404, body: { error: "Not found", message: "alert not found" } }) });
  await expect(dismissals.dismiss(["r1"], "x")).rejects.toThrow("alert not found");
  expect(dismissals.of("r1", false)).toBe(false);
  expect(toasts.items).toEqual([]);
});

test("more than a thousand alerts go in several requests", async () => {
  const sizes: number[] = [];
  fakeApi({ [DISMISS]: (_, body) => (sizes.push((body as { ids: string[] }).ids.length), { body: {} }) });
  await dismissals.dismiss(
    Array.from({ length: 1001 }, (_, n) => `m${n}`),
    "Test of our own",
  );
  expect(sizes).toEqual([1000, 1]);
});

test("the index catches up, and what others do shows again", async () => {
  fakeApi({ [DISMISS]: () => ({ body: {} }) });
  await dismissals.dismiss(["s1"], "x");
  dismissals.settle([{ id: "s1", dismissed: false }]);
  expect(dismissals.of("s1", false)).toBe(true);
  dismissals.settle([{ id: "s1", dismissed: true }]);
  expect(dismissals.of("s1", false)).toBe(false);
});

test("hits lead to what they are about", () => {
  const fields = { agentId: "a 1", hostname: "h", user: "ACME\\ines" };
  expect(address(hit({ fields }), "?q=x")).toBe("/process-alerts/p1?q=x");
  expect(match("/process-alerts/p1")).toEqual({ page: "alerts", id: "p1", process: true });
  expect(address(hit({ kind: "agent", fields }), "")).toBe("/agents?agent=a+1");
  expect(address(hit({ kind: "crash_log", fields: { host: "h" } }), "")).toBe("/agents?q=h");
  expect(about(hit({ fields }))).toEqual(["h", "ACME\\ines"]);
});

test("a hit says by its status or a field that it was dismissed", () => {
  expect(isDismissed(hit({ status: "DISMISSED" }))).toBe(true);
  expect(isDismissed(hit({ fields: { dismissed: true } }))).toBe(true);
  expect(isDismissed(hit({ status: "OPEN" }))).toBe(false);
  expect(statusesOf(["process_alert"])).toEqual(["OPEN", "DISMISSED"]);
  expect(statusesOf(["exposure_alert"])).not.toContain("DISMISSED");
});

test("the views of alerts are told by what is searched", () => {
  expect(viewOf(["exposure_alert"])).toBe("exposures");
  expect(viewOf(["process_alert"])).toBe("processes");
  expect(viewOf(["exposure_alert", "process_alert"])).toBeNull();
});

test("what an agent did and whatever else it sent", () => {
  expect(actionTone("Blocked")).toBe("good");
  expect(actionTone("allowed")).toBe("bad");
  expect(actionTone("looked_away")).toBe("neutral");
  expect(actionName("looked_away")).toBe("Looked away");
  const extra = { user: "ACME\\ines", score: 0.7, rule: { id: 4 } };
  expect(userOf(extra)).toBe("ACME\\ines");
  expect(others(extra)).toEqual([
    { name: "score", text: "0.7" },
    { name: "rule", text: '{"id":4}' },
  ]);
});

test("the filter of groups is its address", () => {
  const filter = parse(new URLSearchParams("dismissed=true&process=xmrig&agent=a1"));
  expect(filter).toEqual({ show: "dismissed", process: "xmrig", host: "", agent: "a1" });
  expect(place(filter)).toBe("/process-groups?dismissed=true&process=xmrig&agent=a1");
  expect(place(parse(new URLSearchParams()), "p1")).toBe("/process-groups?alert=p1");
  expect(question(filter)).toEqual({ dismissed: true, process: "xmrig", host: undefined, agent: "a1" });
  expect(question({ ...filter, show: "all" }).dismissed).toBeUndefined();
});

test("a group's row dismisses its alerts, with a reason, and says what stays", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  let asked = "";
  fakeApi({
    "GET /api/console/agents": () => page([agent()]),
    "GET /api/console/process-groups": (url) => (
      (asked = url.search),
      page([group({ count: 42, alertIds: ["p1", "p2"] })])
    ),
    [DISMISS]: (_, body) => ((sent = body), { body: { changed: 2 } }),
  });
  render(ProcessGroups);
  await user.click(await screen.findByRole("button", { name: /^Dismiss 2 alerts of mimikatz.exe/ }));
  expect(asked).toBe("?dismissed=false&limit=50&offset=0");
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/40 older ones stay open/)).toBeInTheDocument();
  await user.click(dialog.getByRole("button", { name: "Known software" }));
  await user.click(dialog.getByRole("button", { name: "Dismiss" }));
  await waitFor(() => expect(sent).toEqual({ ids: ["p1", "p2"], reason: "Known software" }));
});

test("the panel shows text as text, and what the agent sent beyond the known", async () => {
  const alert = processAlert({
    processName: "<img src=x onerror=alert(1)>",
    extra: { campaign: "beacon-7" },
  });
  fakeApi({ "GET /api/console/process-alerts/p1": () => ({ body: alert }) });
  const { container } = render(ProcessPanel, { id: "p1", onclose: vi.fn(), ondismiss: vi.fn() });
  expect(await screen.findByText("beacon-7")).toBeInTheDocument();
  expect(container.querySelector("img")).toBeNull();
  expect(screen.getByRole("button", { name: "Copy SHA-256" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Open the agent" })).toHaveAttribute("href", "/agents?agent=a1");
  expect(screen.getByText("Quarantined", { exact: true })).toBeInTheDocument();
});

test("a quarantined file is fetched after a warning only", async () => {
  const user = userEvent.setup();
  const followed: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    followed.push(this.getAttribute("href") ?? "");
  });
  const calls = fakeApi({
    "GET /api/console/process-alerts/p1": () => ({ body: processAlert() }),
    "POST /api/console/process-alerts/p1/file-link": () => ({ body: { url: "/files/sealed" } }),
  });
  render(ProcessPanel, { id: "p1", onclose: vi.fn(), ondismiss: vi.fn() });
  await user.click(await screen.findByRole("button", { name: "Download…" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Download a dangerous file?" }));
  expect(calls).toEqual(["GET /api/console/process-alerts/p1"]);
  await user.click(dialog.getByRole("button", { name: "Download anyway" }));
  await waitFor(() => expect(followed).toEqual(["/files/sealed"]));
});

test("a file that never arrived is not offered", async () => {
  fakeApi({ "GET /api/console/process-alerts/p1": () => ({ body: processAlert({ hasFile: false }) }) });
  render(ProcessPanel, { id: "p1", onclose: vi.fn(), ondismiss: vi.fn() });
  expect(await screen.findByText("The agent has not sent this file")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Download…" })).toBeNull();
});
