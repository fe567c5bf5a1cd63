import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toasts } from "$lib/state/toasts.svelte";
import Toaster from "$lib/ui/Toaster.svelte";
import Directories from "../src/pages/directories/Directories.svelte";
import { fakeApi } from "./fake-api";
import { directory } from "./made";

const ASKED =
  'stopped to ask: 41 of 120 active people are gone from the directory, and more than 20 % are not marked as gone unasked; sync again with "confirm": true if they have left';
const job = (state: string, more = {}) => ({
  body: {
    id: "j1",
    kind: "directory.sync",
    state,
    progress: { done: 200, total: 412, note: "3 added, 0 changed" },
    result: null,
    error: null,
    ...more,
  },
});
const card = async (name = "Acme") => within(await screen.findByRole("region", { name }));

beforeEach(() => {
  toasts.items = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("without a directory it is said what to do first; a refused setting is told at its field", async () => {
  const user = userEvent.setup();
  const sent: unknown[] = [];
  let rows: object[] = [];
  fakeApi({
    "GET /api/directory": () => ({ body: rows }),
    "POST /api/directory": (_, body) => {
      sent.push(body);
      if (sent.length === 1) {
        const message = "config.domain: holds control characters";
        return { status: 400, body: { error: "Invalid config.domain", field: "config.domain", message } };
      }
      rows = [directory({ status: "PENDING", lastSyncAt: null, lastSyncCount: null, lastSync: null })];
      return { status: 201, body: rows[0] };
    },
  });
  render(Directories);
  expect(await screen.findByText(/First make an account for Gatehouse/)).toBeInTheDocument();
  await user.click(screen.getAllByRole("button", { name: "Add directory" })[0]!);
  const dialog = within(await screen.findByRole("dialog"));
  await user.selectOptions(dialog.getByLabelText("Kind"), "Okta");
  expect(dialog.getByText(/Read-only Administrator/)).toBeInTheDocument();
  await user.type(dialog.getByLabelText("Name"), "Acme");
  await user.type(dialog.getByLabelText("Domain"), "acme.okta.com");
  await user.type(dialog.getByLabelText("API token"), "00secret");
  await user.click(dialog.getByRole("button", { name: "Add directory" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("Holds control characters.");
  await user.click(dialog.getByRole("button", { name: "Add directory" }));
  expect((await card()).getByText("Not synced yet")).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const config = { domain: "acme.okta.com", apiToken: "00secret" };
  expect(sent[1]).toEqual({ type: "OKTA", name: "Acme", config });
});

test("a card tells what the last sync did, and whom it refused", async () => {
  fakeApi({ "GET /api/directory": () => ({ body: [directory()] }) });
  render(Directories);
  const acme = await card();
  expect(acme.getByText("Synced")).toBeInTheDocument();
  expect(acme.getByText(/415 people listed, 3 joined, 1 left, 1 refused/)).toBeInTheDocument();
  expect(acme.getByText("412 active")).toBeInTheDocument();
  expect(acme.getByText(/the address belongs to somebody else/)).toBeInTheDocument();
  expect(acme.getByLabelText("How often Acme syncs")).toHaveDisplayValue("By hand only");
});

test("a sync is followed to its end, and the list is loaded anew", async () => {
  const user = userEvent.setup();
  let state = "running";
  let row = directory({ status: "PENDING", lastSyncAt: null, lastSyncCount: null, lastSync: null });
  let sent: unknown;
  fakeApi({
    "GET /api/directory": () => ({ body: [row] }),
    "POST /api/directory/d1/sync": (_, body) => {
      sent = body;
      return { status: 202, body: { jobId: "j1", status: "queued" } };
    },
    "GET /api/console/jobs/j1": () => job(state, { result: directory().lastSync }),
  });
  render(Toaster);
  render(Directories);
  const acme = await card();
  await user.click(acme.getByRole("button", { name: "Sync now" }));
  expect(await acme.findByRole("progressbar", { name: "Sync of Acme" })).toHaveAttribute(
    "aria-valuenow",
    "200",
  );
  expect(acme.getByRole("button", { name: "Sync now" })).toBeDisabled();
  expect(sent).toEqual({ confirm: false });
  row = directory();
  state = "succeeded";
  expect(await acme.findByText("Synced")).toBeInTheDocument();
  expect(await screen.findByText("Acme is synced")).toBeInTheDocument();
  expect(screen.getByText("People: 3 joined, 1 left, 1 refused.")).toBeInTheDocument();
});

test("a sync that stopped to ask goes on when an admin says that they have left", async () => {
  const user = userEvent.setup();
  let row = directory({ status: "ERROR", errorMessage: ASKED });
  let sent: unknown;
  fakeApi({
    "GET /api/directory": () => ({ body: [row] }),
    "POST /api/directory/d1/sync": (_, body) => {
      sent = body;
      row = directory();
      return { status: 202, body: { jobId: "j1", status: "queued" } };
    },
    "GET /api/console/jobs/j1": () => job("succeeded", { result: directory().lastSync }),
  });
  render(Directories);
  const acme = await card();
  expect(acme.getByText("Stopped to ask")).toBeInTheDocument();
  expect(acme.getByText(/41 of 120 active people are gone/)).toBeInTheDocument();
  expect(acme.queryByText(/confirm/)).toBeNull();
  await user.click(acme.getByRole("button", { name: "They have left…" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(sent).toBeUndefined();
  await user.click(dialog.getByRole("button", { name: "Sync and mark them" }));
  expect(await acme.findByText("Synced")).toBeInTheDocument();
  expect(sent).toEqual({ confirm: true });
});

test("why a sync and a test failed is said in the server's words", async () => {
  const user = userEvent.setup();
  const errorMessage = "unauthorized: answered 401: Invalid token provided";
  fakeApi({
    "GET /api/directory": () => ({ body: [directory({ status: "ERROR", errorMessage })] }),
    "POST /api/directory/d1/test": () => ({ body: { ok: false, error: errorMessage } }),
    "POST /api/directory/d1/sync": () => ({
      status: 409,
      body: { error: "a sync of this directory is already running" },
    }),
  });
  render(Toaster);
  render(Directories);
  const acme = await card();
  expect(acme.getByText(`The last sync failed: ${errorMessage}`)).toBeInTheDocument();
  await user.click(acme.getByRole("button", { name: "Test connection" }));
  expect(await acme.findByText(/^The test failed: Unauthorized: answered 401/)).toBeInTheDocument();
  await user.click(acme.getByRole("button", { name: "Sync now" }));
  expect(await screen.findByText(/ is being synced already$/)).toBeInTheDocument();
});

test("a secret is kept unless it would go somewhere else", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  fakeApi({
    "GET /api/directory": () => ({ body: [directory()] }),
    "PATCH /api/directory/d1": (_, body) => ((sent = body), { body: directory() }),
  });
  render(Directories);
  await user.click((await card()).getByRole("button", { name: "Change Acme" }));
  const dialog = within(await screen.findByRole("dialog"));
  const secret = dialog.getByLabelText("API token");
  expect(secret).toHaveValue("");
  expect(dialog.getByText("Kept sealed; leave empty to keep it")).toBeInTheDocument();
  await user.type(dialog.getByLabelText("Domain"), ".au");
  expect(dialog.getByText("Enter it again: it would be sent somewhere else")).toBeInTheDocument();
  await user.type(secret, "00new");
  await user.click(dialog.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual({ config: { domain: "acme.okta.com.au", apiToken: "00new" } }));
});

test("how often it syncs is chosen in the card, and taken back when that is refused", async () => {
  const user = userEvent.setup();
  const sent: unknown[] = [];
  let row = directory();
  fakeApi({
    "GET /api/directory": () => ({ body: [row] }),
    "PATCH /api/directory/d1": (_, body) => {
      sent.push(body);
      if (sent.length > 1) return { status: 503, body: { error: "the disk is full" } };
      row = directory({ autoSyncIntervalMinutes: 60 });
      return { body: row };
    },
  });
  render(Directories);
  const every = (await card()).getByLabelText("How often Acme syncs");
  await user.selectOptions(every, "Every hour");
  await waitFor(() => expect(sent).toEqual([{ autoSyncIntervalMinutes: 60 }]));
  await user.selectOptions(every, "By hand only");
  await waitFor(() => expect(sent[1]).toEqual({ autoSyncIntervalMinutes: null }));
  await waitFor(() => expect(every).toHaveDisplayValue("Every hour"));
});

test("a directory is removed after it was said what becomes of its people", async () => {
  const user = userEvent.setup();
  let rows = [directory()];
  const calls = fakeApi({
    "GET /api/directory": () => ({ body: rows }),
    "DELETE /api/directory/d1": () => ((rows = []), { body: {} }),
  });
  render(Directories);
  await user.click((await card()).getByRole("button", { name: "Remove Acme" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/Its people stay as they are/)).toBeInTheDocument();
  expect(calls).not.toContain("DELETE /api/directory/d1");
  await user.click(dialog.getByRole("button", { name: "Remove directory" }));
  expect(await screen.findByText("No directory yet")).toBeInTheDocument();
});
