import { render, screen, within, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listAgents } from "$api/agents";
import { router } from "$lib/router/router.svelte";
import { session } from "$lib/state/session.svelte";
import Agents from "../src/pages/agents/Agents.svelte";
import { select } from "../src/pages/agents/select";
import { heard, silentFor } from "../src/pages/agents/silence";
import { systemName, systemOf } from "../src/pages/agents/system";
import { fakeApi } from "./fake-api";
import { agent, page } from "./made";

const NOW = Date.parse("2026-05-01T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

beforeEach(() => {
  const user = { id: "1", name: "Ada", email: "ada@acme.example", role: "ADMIN" as const, companyId: "o" };
  session.current = { user, expires: "2099-01-01T00:00:00Z" };
  router.go("/agents", { replace: true });
});
afterEach(() => {
  vi.unstubAllGlobals();
  session.forget();
});

test("an agent is silent after three missed polls, and not before five minutes", () => {
  expect(heard(agent({ lastSeen: minutesAgo(14) }), NOW)).toBe("heard");
  expect(heard(agent({ lastSeen: minutesAgo(16) }), NOW)).toBe("silent");
  expect(heard(agent({ pollingInterval: 10, lastSeen: minutesAgo(4) }), NOW)).toBe("heard");
  expect(heard(agent({ pollingInterval: 10, lastSeen: minutesAgo(6) }), NOW)).toBe("silent");
  expect(silentFor(agent({ lastSeen: minutesAgo(200) }), NOW)).toBe("silent for 3 h");
});

test("an agent that was removed from its computer, or never came, is not called silent", () => {
  expect(heard(agent({ uninstalled: true, lastSeen: minutesAgo(999) }), NOW)).toBe("uninstalled");
  expect(heard(agent({ lastSeen: null }), NOW)).toBe("never");
});

test("agents are found by every word, wherever it stands", () => {
  const rows = [
    agent(),
    agent({ id: "a2", name: "Database", hostname: "paris-db1", osVersionDetail: "Ubuntu 22.04" }),
  ];
  expect(select(rows, "ubuntu paris", "name").map(({ id }) => id)).toEqual(["a2"]);
  expect(select(rows, "ubuntu berlin", "name")).toEqual([]);
  expect(select(rows, "", "name").map(({ id }) => id)).toEqual(["a1", "a2"]);
});

test("agents are ordered by when they were heard, either way", () => {
  const rows = [
    agent({ id: "old", lastSeen: minutesAgo(90) }),
    agent({ id: "new", lastSeen: minutesAgo(1) }),
    agent({ id: "never", lastSeen: null }),
    agent({ id: "gone", lastSeen: null, uninstalled: true }),
  ];
  const ids = (order: "seen" | "silent") => select(rows, "", order).map(({ id }) => id);
  expect(ids("seen")).toEqual(["new", "old", "gone", "never"]);
  expect(ids("silent")).toEqual(["never", "old", "new", "gone"]);
});

test("systems are told apart", () => {
  expect(systemOf(agent({ osType: "darwin", osPlatform: null }))).toBe("mac");
  expect(systemOf(agent({ osType: "linux", osPlatform: "ubuntu" }))).toBe("linux");
  expect(systemOf(agent())).toBe("windows");
  expect(systemName(agent({ osVersionDetail: null }))).toBe("Windows 11");
});

test("all pages of agents are fetched", async () => {
  const asked: string[] = [];
  fakeApi({
    "GET /api/console/agents": (url) => {
      const offset = Number(url.searchParams.get("offset"));
      asked.push(url.search);
      const rows = Array.from({ length: Math.min(200, 450 - offset) }, (_, n) =>
        agent({ id: `a${offset + n}` }),
      );
      return page(rows, 450);
    },
  });
  const rows = await listAgents();
  expect(new Set(rows.map(({ id }) => id)).size).toBe(450);
  expect(asked).toEqual(["?limit=200&offset=0", "?limit=200&offset=200", "?limit=200&offset=400"]);
});

test("without any agent it says what to do next, with a command to copy", async () => {
  fakeApi({ "GET /api/console/agents": () => page([]) });
  render(Agents);
  expect(await screen.findByRole("link", { name: "API key" })).toHaveAttribute("href", "/api-keys?new=1");
  expect(screen.getByLabelText("command")).toHaveTextContent(`${location.origin}/alerts`);
  expect(screen.getByRole("button", { name: "Copy command" })).toBeInTheDocument();
});

async function open(routes: Parameters<typeof fakeApi>[0]) {
  const calls = fakeApi({
    "GET /api/console/agents": () => page([agent()]),
    "GET /api/console/agents/a1": () => ({ body: agent() }),
    "GET /api/console/crash-logs": () => page([]),
    ...routes,
  });
  router.go("/agents?agent=a1", { replace: true });
  render(Agents);
  return { calls, panel: within(await screen.findByRole("complementary", { name: "Agent" })) };
}

test("a template that the server refuses keeps its text, and the reason stands at the field", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  const field = "alert_notification_message_template";
  const { panel } = await open({
    "PATCH /api/console/agents/a1": (_, body) => {
      sent = body;
      return {
        status: 400,
        body: { error: "Invalid", field, message: `${field}: unknown placeholder {who}` },
      };
    },
  });
  const message = await panel.findByLabelText("Message");
  await user.click(message);
  await user.paste("{who} on ");
  await user.click(panel.getByText("Placeholders"));
  await user.click(panel.getByRole("button", { name: "Insert {hostname}" }));
  await user.click(panel.getByRole("button", { name: "Save" }));
  expect(await panel.findByRole("alert")).toHaveTextContent("Unknown placeholder {who}.");
  expect(message).toHaveValue("{who} on {hostname}");
  expect(message).toHaveAttribute("aria-invalid", "true");
  expect(sent).toMatchObject({ alertNotificationType: null, pollingInterval: 300, version: 7 });
});

test("a crash log is fetched by a link that the server makes, and is seen then", async () => {
  const user = userEvent.setup();
  let seen = false;
  const followed: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    followed.push(this.getAttribute("href") ?? "");
  });
  const log = () => ({
    id: "c1",
    agentId: "a1",
    fileName: "crash.zip",
    fileSize: 1_204_551,
    addedOn: minutesAgo(5),
    seen,
  });
  const { panel, calls } = await open({
    "GET /api/console/crash-logs": () => page([log()]),
    "POST /api/console/crash-logs/c1/link": () => ((seen = true), { body: { url: "/files/token" } }),
  });
  expect(await panel.findByText("New")).toBeInTheDocument();
  await user.click(panel.getByRole("button", { name: "Download crash.zip" }));
  await waitFor(() => expect(panel.queryByText("New")).toBeNull());
  expect(followed).toEqual(["/files/token"]);
  expect(calls.filter((call) => call === "GET /api/console/agents/a1")).toHaveLength(2);
});

test("an agent is removed after a question, and its panel closes", async () => {
  const user = userEvent.setup();
  const { panel, calls } = await open({ "DELETE /api/console/agents/a1": () => ({ body: {} }) });
  await user.click(await panel.findByRole("button", { name: "Remove agent" }));
  expect(calls).not.toContain("DELETE /api/console/agents/a1");
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Remove agent" }));
  await waitFor(() => expect(router.here).toBe("/agents"));
  expect(calls).toContain("DELETE /api/console/agents/a1");
});
