import { fireEvent, render, screen, within, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RegisterEntry, Role } from "$api/types";
import { router } from "$lib/router/router.svelte";
import { clock } from "$lib/state/clock.svelte";
import { session } from "$lib/state/session.svelte";
import Register from "../src/pages/register/Register.svelte";
import { select } from "../src/pages/register/select";
import { isOverdue, standing } from "../src/pages/register/standing";
import { fakeApi } from "./fake-api";

const HOUR = 3_600_000;
const AWARE = Date.parse("2026-05-01T12:00:00Z");

const at = (hours: number) => new Date(AWARE + hours * HOUR).toISOString();
const entry = (change: Partial<RegisterEntry> = {}): RegisterEntry => ({
  id: "e1",
  title: "Lost laptop",
  detectedAt: at(0),
  status: "ASSESSING",
  affectedCount: 12,
  dataCategories: ["credentials"],
  categoryLabels: ["Credentials"],
  assessment: null,
  notifiedAt: null,
  deadline: at(72),
  hoursRemaining: 71,
  overdue: false,
  ...change,
});

function open(role: Role, entries: RegisterEntry[], routes: Parameters<typeof fakeApi>[0] = {}) {
  const user = { id: "u1", name: "Robin", email: "robin@acme.example", role, companyId: "o1" };
  session.current = { user, expires: "2099-01-01T00:00:00Z" };
  const calls = fakeApi({ "GET /api/register": () => ({ body: entries }), ...routes });
  render(Register);
  return calls;
}

beforeEach(() => router.go("/register", { replace: true }));
afterEach(() => {
  session.forget();
  vi.unstubAllGlobals();
});

test("the clock says what is left, that it is over, and how it ended", () => {
  const words = (change: Partial<RegisterEntry>, hours: number) =>
    standing(entry(change), AWARE + hours * HOUR).words;
  expect(words({}, 0)).toBe("72 h 0 min left");
  expect(words({}, 71.5)).toBe("30 min left");
  expect(words({}, 72)).toBe("0 min left");
  expect(words({}, 75)).toBe("Overdue by 3 h");
  expect(words({}, 172)).toBe("Overdue by 4 d");
  expect(words({ status: "NOTIFIED", notifiedAt: at(72) }, 999)).toBe("Met");
  expect(words({ status: "NOTIFIED", notifiedAt: at(77) }, 999)).toBe("Missed by 5 h");
  expect(words({ status: "NOT_REQUIRED" }, 999)).toBe("Not needed");
});

test("it is overdue from the moment on that the server calls so, until somebody decides", () => {
  expect(isOverdue(entry(), AWARE + 72 * HOUR)).toBe(false);
  expect(isOverdue(entry(), AWARE + 72 * HOUR + 1)).toBe(true);
  expect(isOverdue(entry({ status: "NOT_REQUIRED" }), AWARE + 99 * HOUR)).toBe(false);
});

test("entries are found by every word, and by how they stand", () => {
  const all = [
    entry({ assessment: "Encrypted disk" }),
    entry({ id: "e2", title: "Open recipients", status: "NOTIFIED" }),
  ];
  const ids = (q: string, show: Parameters<typeof select>[2], hours = 0) =>
    select(all, q, show, AWARE + hours * HOUR).map(({ id }) => id);
  expect(ids("disk laptop", "ALL")).toEqual(["e1"]);
  expect(ids("credentials", "ALL")).toEqual(["e1", "e2"]);
  expect(ids("", "NOTIFIED")).toEqual(["e2"]);
  expect(ids("", "OVERDUE")).toEqual([]);
  expect(ids("", "OVERDUE", 80)).toEqual(["e1"]);
});

test("time goes on while one looks", async () => {
  clock.now = AWARE + HOUR / 2;
  open("VIEWER", [entry()]);
  expect(await screen.findByText("71 h 30 min left")).toBeInTheDocument();
  expect(screen.getByText("1 entry")).toBeInTheDocument();
  clock.now = AWARE + 75 * HOUR;
  expect(await screen.findByText("Overdue by 3 h")).toBeInTheDocument();
  expect(screen.getByText("1 entry, 1 overdue")).toBeInTheDocument();
});

test("an empty register says what it is for", async () => {
  open("VIEWER", []);
  expect(await screen.findByText(/72 hours to tell the authority/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Enter the first" })).toBeNull();
});

test("a viewer reads everything and takes the evidence home, and changes nothing", async () => {
  router.go("/register?entry=e1", { replace: true });
  open("VIEWER", [entry({ assessment: "The disk is encrypted." })]);
  const panel = within(await screen.findByRole("complementary", { name: "Entry" }));
  expect(panel.getByText("The disk is encrypted.")).toBeInTheDocument();
  const link = panel.getByRole("link", { name: "Evidence as CSV" });
  expect(link).toHaveAttribute("href", "/api/register/e1/evidence");
  expect(link).toHaveAttribute("download");
  expect(panel.queryByRole("button", { name: "Save" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Enter an incident" })).toBeNull();
});

test("an incident is entered in local time, with data in the API's words and in one's own", async () => {
  const user = userEvent.setup();
  const sent: unknown[] = [];
  open("ADMIN", [], {
    "POST /api/register": (_, body) => {
      sent.push(body);
      const field = sent.length === 1 ? "detectedAt" : "dataTypes[2]";
      const message = `${field}: is refused`;
      if (sent.length < 3) return { status: 400, body: { error: "Invalid", field, message } };
      return { status: 201, body: [] };
    },
  });
  await user.click(await screen.findByRole("button", { name: "Enter an incident" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("What happened"), " Lost laptop ");
  await fireEvent.input(dialog.getByLabelText("Became aware"), { target: { value: "2026-05-01T21:30" } });
  await user.type(dialog.getByLabelText("People affected"), "12");
  await user.click(dialog.getByLabelText("Passwords"));
  await user.click(dialog.getByLabelText("E-mail addresses"));
  await user.type(dialog.getByLabelText("Other data"), "--, Shoe sizes,");
  await user.click(dialog.getByRole("button", { name: "Enter" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("Is refused.");
  expect(dialog.getByLabelText("Became aware")).toHaveAttribute("aria-invalid", "true");
  await user.click(dialog.getByRole("button", { name: "Enter" }));
  await waitFor(() => expect(dialog.getByLabelText("Other data")).toHaveAttribute("aria-invalid", "true"));
  await user.click(dialog.getByRole("button", { name: "Enter" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(sent[2]).toEqual({
    title: "Lost laptop",
    detectedAt: new Date("2026-05-01T21:30").toISOString(),
    affectedCount: 12,
    dataTypes: ["email", "password", "--", "Shoe sizes"],
  });
});

test("only what is different is sent, and the clock follows", async () => {
  const user = userEvent.setup();
  const sent: unknown[] = [];
  const entries = [entry({ assessment: "The disk is encrypted." })];
  router.go("/register?entry=e1", { replace: true });
  open("ADMIN", entries, {
    "PATCH /api/register/e1": (_, body) => {
      sent.push(body);
      entries[0] = entry({ status: "NOTIFIED", notifiedAt: at(1), assessment: "The disk is encrypted." });
      return { body: { ok: true } };
    },
  });
  const panel = within(await screen.findByRole("complementary", { name: "Entry" }));
  expect(panel.getByRole("button", { name: "Save" })).toBeDisabled();
  const first = panel.getByLabelText("Assessment");
  await user.selectOptions(panel.getByLabelText("Status"), "Notified");
  expect(panel.getByText("The authority then counts as told now.")).toBeInTheDocument();
  await user.click(panel.getByRole("button", { name: "Save" }));
  // the form is made anew with what is stored now
  await waitFor(() => expect(panel.getByLabelText("Assessment")).not.toBe(first));
  expect(panel.getByText("Met")).toBeInTheDocument();
  await user.clear(panel.getByLabelText("Assessment"));
  await user.click(panel.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual([{ status: "NOTIFIED" }, { assessment: null }]));
});
