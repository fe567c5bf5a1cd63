import { render, screen, within, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ApiKey } from "$api/types";
import { router } from "$lib/router/router.svelte";
import ApiKeys from "../src/pages/api-keys/ApiKeys.svelte";
import { fakeApi } from "./fake-api";

const SECRET = `gh_${"x".repeat(43)}`;
const row = (change: Partial<ApiKey> = {}): ApiKey => ({
  id: "k1",
  label: "Agents",
  hint: "gh_…xxxx",
  enabled: true,
  permission: "full",
  version: 3,
  created: "2026-05-01T12:00:00Z",
  lastUsed: null,
  ...change,
});

beforeEach(() => router.go("/api-keys", { replace: true }));
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a new key's secret is shown, and gone once the dialog is closed", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  let rows: object[] = [];
  fakeApi({
    "GET /api/console/api-keys": () => ({ body: rows }),
    "POST /api/console/api-keys": (_, body) => {
      sent = body;
      rows = [row()];
      return { status: 201, body: { ...row(), key: SECRET } };
    },
  });
  render(ApiKeys);
  await user.click((await screen.findAllByRole("button", { name: "Make a key" }))[0]!);
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("Name"), "Agents");
  await user.selectOptions(dialog.getByLabelText("May"), "Only read");
  await user.click(dialog.getByRole("button", { name: "Make the key" }));
  expect(await dialog.findByLabelText("API key")).toHaveTextContent(SECRET);
  expect(sent).toMatchObject({ label: "Agents", permission: "read", enabled: true });
  await user.click(dialog.getByRole("button", { name: "I have saved it" }));
  await waitFor(() => expect(document.body).not.toHaveTextContent(SECRET));
  expect(await screen.findByText("gh_…xxxx")).toBeInTheDocument();
  expect(screen.getByText("Never")).toBeInTheDocument();
});

test("a name that the server refuses is said at the field, and nothing is shown as a secret", async () => {
  const user = userEvent.setup();
  fakeApi({
    "GET /api/console/api-keys": () => ({ body: [] }),
    "POST /api/console/api-keys": () => ({
      status: 400,
      body: { error: "Invalid label", field: "label", message: "label: must be 1 to 100 characters" },
    }),
  });
  router.go("/api-keys?new=1", { replace: true });
  render(ApiKeys);
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("Name"), "x");
  await user.click(dialog.getByRole("button", { name: "Make the key" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("Must be 1 to 100 characters.");
  expect(dialog.queryByText("I have saved it")).toBeNull();
});

test("the switch sends the version that was seen", async () => {
  const user = userEvent.setup();
  let on = true;
  let sent: unknown;
  fakeApi({
    "GET /api/console/api-keys": () => ({ body: [row({ enabled: on })] }),
    "PATCH /api/console/api-keys/k1": (_, body) => (
      (sent = body),
      (on = false),
      { body: row({ enabled: on }) }
    ),
  });
  render(ApiKeys);
  await user.click(await screen.findByRole("switch", { name: "Agents active" }));
  await waitFor(() => expect(screen.getByRole("switch")).not.toBeChecked());
  expect(sent).toMatchObject({ enabled: false, version: 3 });
});

test("a key is deleted after a question", async () => {
  const user = userEvent.setup();
  let rows = [row()];
  const calls = fakeApi({
    "GET /api/console/api-keys": () => ({ body: rows }),
    "DELETE /api/console/api-keys/k1": () => ((rows = []), { body: {} }),
  });
  render(ApiKeys);
  await user.click(await screen.findByRole("button", { name: "Delete Agents" }));
  expect(calls).not.toContain("DELETE /api/console/api-keys/k1");
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Delete key" }));
  expect(await screen.findByText("No keys yet")).toBeInTheDocument();
});
