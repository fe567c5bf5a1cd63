import { render, screen, within, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { session } from "../src/lib/state/session.svelte";
import Reports from "../src/pages/reports/Reports.svelte";
import { fakeApi } from "./fake-api";

const SCHEDULE = {
  id: "s1",
  frequency: "WEEKLY",
  recipients: ["board@acme.example", "ciso@acme.example"],
  sections: ["exposure", "trends"],
  formats: ["pdf"],
  enabled: true,
  lastSentAt: null,
  lastError: "ciso@acme.example: 451 come back",
  nextRunAt: "2099-01-05T06:00:00Z",
  createdAt: "2026-06-07T06:00:00Z",
};

function open(role: "ADMIN" | "VIEWER", routes: Parameters<typeof fakeApi>[0] = {}) {
  const user = { id: "u1", name: "Robin", email: "robin@acme.example", role, companyId: "o1" };
  session.current = { user, expires: "2099-01-01T00:00:00Z" };
  const calls = fakeApi({ "GET /api/reports/schedules": () => ({ body: [SCHEDULE] }), ...routes });
  render(Reports);
  return calls;
}

afterEach(() => {
  session.current = null;
  vi.unstubAllGlobals();
});

test("a viewer takes reports home and asks for no schedules", async () => {
  const calls = open("VIEWER");
  const link = screen.getByRole("link", { name: "Employees as PDF" });
  expect(link).toHaveAttribute("href", "/api/reports/export?section=employees&format=pdf");
  expect(screen.getAllByRole("link", { name: /as CSV$/ })).toHaveLength(5);
  expect(screen.queryByText("Scheduled reports")).toBeNull();
  expect(calls).toEqual([]);
});

test("a schedule says what went wrong, and is sent again by hand", async () => {
  const user = userEvent.setup();
  const calls = open("ADMIN", {
    "POST /api/reports/schedules/s1/send": () => ({ status: 202, body: { jobId: "j1" } }),
  });
  const row = (await screen.findByText("Every Monday")).closest("tr")!;
  expect(row).toHaveTextContent("Exposure, Trends");
  expect(row).toHaveTextContent("board@acme.example and 1 more");
  expect(row).toHaveTextContent("451 come back");
  await user.click(within(row).getByRole("button", { name: "Send now" }));
  await waitFor(() => expect(calls).toContain("POST /api/reports/schedules/s1/send"));
});

test("addresses come line by line, and every section together is all", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  open("ADMIN", {
    "POST /api/reports/schedules": (_, body) => {
      sent = body;
      return { status: 201, body: SCHEDULE };
    },
  });
  await user.click(screen.getByRole("button", { name: "Schedule a report" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("Recipients"), "a@acme.example\nb@acme.example");
  await user.click(dialog.getByLabelText("CSV"));
  await user.click(dialog.getByRole("button", { name: "Schedule report" }));
  await waitFor(() =>
    expect(sent).toEqual({
      frequency: "WEEKLY",
      recipients: ["a@acme.example", "b@acme.example"],
      sections: ["all"],
      formats: ["pdf"],
    }),
  );
});
