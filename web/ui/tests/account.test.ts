import { render, screen, within, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Account as Row } from "$api/types";
import { toasts } from "$lib/state/toasts.svelte";
import Account from "../src/pages/account/Account.svelte";
import { fakeApi } from "./fake-api";

const MFA = "POST /api/console/account/mfa";
const SECRET = "JBSWY3DPEHPK3PXP";
const QR = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const CODES = Array.from({ length: 10 }, (_, n) => `aaaa${n}-bbbb${n}`);
let enabled = false;

const account = (): { body: Row } => ({
  body: {
    id: "u1",
    email: "ada@acme.example",
    name: "Ada",
    role: "ADMIN",
    organizationId: "o1",
    organizationName: "Acme",
    hasPassword: true,
    mfaEnabled: enabled,
    recoveryCodesLeft: enabled ? 10 : 0,
    created: "2026-01-05T08:00:00Z",
  },
});
const wrongCode = () => ({
  status: 400,
  body: { error: "Invalid code", field: "code", message: "code: is wrong or was used already" },
});

function open(routes: Parameters<typeof fakeApi>[0]) {
  const calls = fakeApi({ "GET /api/console/account": account, ...routes });
  render(Account);
  return calls;
}

beforeEach(() => {
  enabled = false;
  toasts.items = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("two-factor: picture, secret, code, and the recovery codes this once", async () => {
  const user = userEvent.setup();
  let sent: unknown;
  const calls = open({
    [MFA]: () => ({ body: { secret: SECRET, uri: "otpauth://totp/x", qr: QR } }),
    [`${MFA}/confirm`]: (_, body) => ((sent = body), (enabled = true), { body: { recoveryCodes: CODES } }),
  });
  await user.click(await screen.findByRole("button", { name: "Set up two-factor" }));
  const picture = await screen.findByRole("img", { name: "QR code for your authenticator" });
  expect(picture).toHaveAttribute("src", `data:image/svg+xml,${encodeURIComponent(QR)}`);
  expect(document.querySelector("script")).toBeNull();
  expect(screen.getByText("JBSW Y3DP EHPK 3PXP")).toBeInTheDocument();
  await user.type(screen.getByLabelText("Code that the application shows"), "123 456");
  await user.click(screen.getByRole("button", { name: "Switch on" }));
  const list = within(await screen.findByRole("list", { name: "Recovery codes" }));
  expect(list.getAllByRole("listitem").map((item) => item.textContent)).toEqual(CODES);
  expect(sent).toEqual({ code: "123456" });
  // begun once, however often the page is drawn
  expect(calls.filter((call) => call === MFA)).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: "I have saved them" }));
  await waitFor(() => expect(document.body).not.toHaveTextContent(CODES[0]!));
  expect(screen.getByText(/10 recovery codes left/)).toBeInTheDocument();
});

test("a wrong first code leaves two-factor off and says so at the field", async () => {
  const user = userEvent.setup();
  open({
    [MFA]: () => ({ body: { secret: SECRET, uri: "otpauth://totp/x", qr: QR } }),
    [`${MFA}/confirm`]: wrongCode,
  });
  await user.click(await screen.findByRole("button", { name: "Set up two-factor" }));
  const code = await screen.findByLabelText("Code that the application shows");
  await user.type(code, "000000");
  await user.click(screen.getByRole("button", { name: "Switch on" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Is wrong or was used already.");
  expect(code).toHaveAttribute("aria-invalid", "true");
});

test("switching off asks for both factors", async () => {
  const user = userEvent.setup();
  enabled = true;
  let sent: unknown;
  open({ [`${MFA}/disable`]: (_, body) => ((sent = body), (enabled = false), { body: {} }) });
  await user.click(await screen.findByRole("button", { name: "Switch off" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("Password"), "secret");
  await user.type(dialog.getByLabelText("Code of your authenticator"), "123456");
  await user.click(dialog.getByRole("button", { name: "Switch off" }));
  expect(await screen.findByRole("button", { name: "Set up two-factor" })).toBeInTheDocument();
  expect(sent).toEqual({ password: "secret", code: "123456" });
});

test("new recovery codes cost a code", async () => {
  const user = userEvent.setup();
  enabled = true;
  open({ [`${MFA}/recovery-codes`]: () => ({ body: { recoveryCodes: CODES } }) });
  await user.click(await screen.findByRole("button", { name: "New recovery codes" }));
  await user.type(await screen.findByLabelText("Code of your authenticator"), "123456");
  await user.click(screen.getByRole("button", { name: "Make new codes" }));
  expect(await screen.findByText(CODES[9]!)).toBeInTheDocument();
});

test("a new password is refused at its field, and both fields are empty once it is taken", async () => {
  const user = userEvent.setup();
  let refuse = true;
  open({
    "POST /api/console/account/password": () =>
      refuse
        ? {
            status: 400,
            body: {
              error: "Invalid newPassword",
              field: "newPassword",
              message: "newPassword: is in a list of breached passwords; choose another",
            },
          }
        : { body: {} },
  });
  const old = await screen.findByLabelText("Present password");
  const fresh = screen.getByLabelText("New password");
  await user.type(old, "old");
  await user.type(fresh, "qwertyuiop123");
  await user.click(screen.getByRole("button", { name: "Change password" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "Is in a list of breached passwords; choose another.",
  );
  refuse = false;
  await user.click(screen.getByRole("button", { name: "Change password" }));
  await waitFor(() => expect(fresh).toHaveValue(""));
  expect(old).toHaveValue("");
  expect(toasts.items.at(-1)?.title).toBe("Password changed");
});
