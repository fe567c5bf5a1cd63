import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import Directories from "../src/pages/directories/Directories.svelte";
import { fakeApi } from "./fake-api";
import { directory } from "./made";

const TOKEN = `ghs_${"x".repeat(43)}`;
const scim = { tokenHint: "ghs_…xxxx", tokenCreatedAt: "2026-05-01T12:00:00Z", requestsPerMinute: 120 };
const pushed = (change = {}) =>
  directory({
    type: "SCIM",
    name: "Entra ID",
    config: {},
    lastSyncAt: null,
    lastSyncCount: null,
    lastSync: null,
    scim,
    ...change,
  });
const ADDRESS = `${location.origin}/api/scim/d1`;

afterEach(() => {
  vi.unstubAllGlobals();
});

test("a new connection's token is shown with its address, and gone once the dialog is closed", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  let rows: object[] = [];
  fakeApi({
    "GET /api/directory": () => ({ body: rows }),
    "POST /api/directory": (_, body) => {
      sent = body;
      rows = [pushed()];
      return { status: 201, body: { ...pushed(), bearerToken: TOKEN } };
    },
  });
  render(Directories);
  await user.click((await screen.findAllByRole("button", { name: "Add directory" }))[0]!);
  const dialog = within(await screen.findByRole("dialog"));
  await user.selectOptions(dialog.getByLabelText("Kind"), "SCIM");
  await user.type(dialog.getByLabelText("Name"), "Entra ID");
  await user.click(dialog.getByRole("button", { name: "Add directory" }));
  expect(await dialog.findByLabelText("SCIM token")).toHaveTextContent(TOKEN);
  expect(dialog.getByLabelText("SCIM address")).toHaveTextContent(ADDRESS);
  expect(dialog.getByText(/Tenant URL/)).toBeInTheDocument();
  expect(sent).toEqual({ type: "SCIM", name: "Entra ID", config: {} });
  await user.click(dialog.getByRole("button", { name: "I have saved it" }));
  await waitFor(() => expect(document.body).not.toHaveTextContent(TOKEN));
  const card = within(await screen.findByRole("region", { name: "Entra ID" }));
  expect(card.getByText("ghs_…xxxx")).toBeInTheDocument();
  expect(card.getByText(ADDRESS)).toBeInTheDocument();
  expect(card.getByRole("button", { name: "Copy SCIM address" })).toBeInTheDocument();
  expect(card.queryByRole("button", { name: "Sync now" })).toBeNull();
});

test("a token is renewed after the question how long the one before is good", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  const until = "2099-05-02T12:00:00Z";
  let row = pushed();
  fakeApi({
    "GET /api/directory": () => ({ body: [row] }),
    "POST /api/directory/d1/token": (_, body) => {
      sent = body;
      row = pushed({ scim: { ...scim, previousTokenUntil: until } });
      return { body: { bearerToken: TOKEN, previousTokenUntil: until } };
    },
  });
  render(Directories);
  await user.click(await screen.findByRole("button", { name: "Renew the token" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(sent).toBeUndefined();
  await user.selectOptions(dialog.getByLabelText("The present token ends"), "After a week");
  await user.click(dialog.getByRole("button", { name: "Make a new token" }));
  expect(await dialog.findByLabelText("SCIM token")).toHaveTextContent(TOKEN);
  expect(dialog.getByText(/^The token before is good until .*2099/)).toBeInTheDocument();
  expect(sent).toEqual({ overlapSeconds: 604800 });
  await user.click(dialog.getByRole("button", { name: "I have saved it" }));
  await waitFor(() => expect(document.body).not.toHaveTextContent(TOKEN));
  expect(await screen.findByText(/^good until .*2099/)).toBeInTheDocument();
});

test("its pace is changed, and a pace that is refused is told at the field", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  fakeApi({
    "GET /api/directory": () => ({ body: [pushed()] }),
    "PATCH /api/directory/d1": (_, body) => {
      sent = body;
      const message = "requestsPerMinute: 1 to 1000000";
      return {
        status: 400,
        body: { error: "Invalid requestsPerMinute", field: "requestsPerMinute", message },
      };
    },
  });
  render(Directories);
  await user.click(await screen.findByRole("button", { name: "Change Entra ID" }));
  const dialog = within(await screen.findByRole("dialog"));
  const pace = dialog.getByLabelText("Requests a minute");
  await user.clear(pace);
  await user.type(pace, "2000000");
  await user.click(dialog.getByRole("button", { name: "Save" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("1 to 1000000.");
  expect(sent).toEqual({ requestsPerMinute: 2000000 });
});
