import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import Toaster from "$lib/ui/Toaster.svelte";
import Members from "../src/pages/members/Members.svelte";
import { fakeApi } from "./fake-api";

const member = (change = {}) => ({
  id: "m1",
  email: "ada@acme.example",
  name: "Ada",
  role: "ADMIN",
  active: true,
  hasPassword: true,
  mfaEnabled: true,
  linked: true,
  created: "2026-05-01T12:00:00Z",
  lastSignIn: null,
  ...change,
});
const invitation = (change = {}) => ({
  id: "i1",
  email: "ivo@acme.example",
  role: "VIEWER",
  invitedBy: "ada@acme.example",
  created: "2026-05-01T12:00:00Z",
  expires: "2099-05-08T12:00:00Z",
  expired: false,
  mailed: false,
  ...change,
});
const LINK = "https://gate.example/invitation?token=t0k3n";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("members are shown with how they sign in, and the last admin is kept in the server's words", async () => {
  fakeApi({
    "GET /api/console/members": () => ({ body: [member()] }),
    "GET /api/console/invitations": () => ({ body: [] }),
    "PATCH /api/console/members/m1": () => ({
      status: 409,
      body: { error: "the last admin cannot be removed" },
    }),
  });
  render(Toaster);
  render(Members);
  expect(await screen.findByText("Password and code")).toBeInTheDocument();
  expect(screen.getByText("Single sign-on")).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByLabelText("Role of Ada"), "Viewer");
  expect(await screen.findByText("The last admin cannot be removed.")).toBeInTheDocument();
  await vi.waitFor(() => expect(screen.getByLabelText("Role of Ada")).toHaveValue("ADMIN"));
});

test("without a mail server a link is made, shown, and gone once the dialog is closed", async () => {
  const user = userEvent.setup();
  const sent: unknown[] = [];
  let invitations: object[] = [];
  fakeApi({
    "GET /api/console/members": () => ({ body: [member()] }),
    "GET /api/console/invitations": () => ({ body: invitations }),
    "POST /api/console/invitations": (_, body) => {
      sent.push(body);
      if ((body as { delivery: string }).delivery === "mail")
        return { status: 503, body: { error: "mail is not set up" } };
      invitations = [invitation()];
      return { status: 201, body: { ...invitation(), link: LINK } };
    },
  });
  render(Members);
  await user.click(await screen.findByRole("button", { name: "Invite" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("E-mail"), "ivo@acme.example");
  await user.click(dialog.getByRole("button", { name: "Send the invitation" }));
  await user.click(await dialog.findByRole("button", { name: "Make a link" }));
  expect(await screen.findByText(LINK)).toBeInTheDocument();
  expect(sent).toEqual([
    { email: "ivo@acme.example", role: "VIEWER", delivery: "mail" },
    { email: "ivo@acme.example", role: "VIEWER", delivery: "link" },
  ]);
  await user.click(screen.getByRole("button", { name: "I have passed it on" }));
  await vi.waitFor(() => expect(document.body).not.toHaveTextContent(LINK));
  expect(await screen.findByText("ivo@acme.example")).toBeInTheDocument();
});

test("an invitation is sent again and taken back", async () => {
  const user = userEvent.setup();
  let invitations = [invitation({ expired: true })];
  const calls = fakeApi({
    "GET /api/console/members": () => ({ body: [member()] }),
    "GET /api/console/invitations": () => ({ body: invitations }),
    "POST /api/console/invitations/i1/resend": () => ((invitations = [invitation()]), { body: invitation() }),
    "DELETE /api/console/invitations/i1": () => ((invitations = []), { body: {} }),
  });
  render(Members);
  expect(await screen.findByText("Expired")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Send the invitation of ivo@acme.example again" }));
  await vi.waitFor(() => expect(screen.queryByText("Expired")).toBeNull());
  await user.click(screen.getByRole("button", { name: "Take back the invitation of ivo@acme.example" }));
  await vi.waitFor(() => expect(screen.queryByText("ivo@acme.example")).toBeNull());
  expect(calls).toContain("DELETE /api/console/invitations/i1");
});

test("a member is removed after a question", async () => {
  const user = userEvent.setup();
  let members = [member(), member({ id: "m2", name: "Vera", email: "vera@acme.example", role: "VIEWER" })];
  const calls = fakeApi({
    "GET /api/console/members": () => ({ body: members }),
    "GET /api/console/invitations": () => ({ body: [] }),
    "DELETE /api/console/members/m2": () => ((members = [member()]), { body: {} }),
  });
  render(Members);
  await user.click(await screen.findByRole("button", { name: "Remove Vera" }));
  expect(calls).not.toContain("DELETE /api/console/members/m2");
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Remove member" }));
  await vi.waitFor(() => expect(screen.queryByText("vera@acme.example")).toBeNull());
});
