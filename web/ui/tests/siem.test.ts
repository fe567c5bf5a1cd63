import { render, screen, within, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Company } from "$api/types";
import { session } from "$lib/state/session.svelte";
import SiemCard from "../src/pages/settings/SiemCard.svelte";
import { newToken, usualFormat } from "../src/pages/settings/siem";
import { fakeApi } from "./fake-api";

type Change = {
  siemToken?: string | null;
  siemPush?: { url: string; format: "json" | "cef" | "syslog" } | null;
};

/** A company that takes every change, but no target over plain http. */
function open(company: Partial<Company> = {}) {
  const sent: Change[] = [];
  fakeApi({
    "GET /api/company": () => ({ body: company }),
    "PATCH /api/company": (_, body) => {
      const change = body as Change;
      sent.push(change);
      const message = "siemPush.url: must be an https:// address";
      if (change.siemPush?.url.startsWith("http:"))
        return { status: 400, body: { error: "Invalid", field: "siemPush.url", message } };
      if (change.siemToken !== undefined)
        company.siemTokenHint = change.siemToken && `...${change.siemToken.slice(-4)}`;
      if (change.siemPush !== undefined)
        company.siemPush = change.siemPush && { urlHint: "https://siem…/in", format: change.siemPush.format };
      return { body: company };
    },
  });
  render(SiemCard);
  return sent;
}

const agree = async (user: ReturnType<typeof userEvent.setup>) =>
  user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Remove" }));

beforeEach(() => {
  const user = { id: "1", name: "Ada", email: "ada@acme.example", role: "ADMIN" as const, companyId: "o1" };
  session.current = { user, expires: "2099-01-01T00:00:00Z" };
});
afterEach(() => {
  session.forget();
  vi.unstubAllGlobals();
});

test("tokens are long, and never the same", () => {
  expect(newToken()).toMatch(/^[0-9a-f]{64}$/);
  expect(newToken()).not.toBe(newToken());
});

test("syslog is the usual format of syslog targets", () => {
  expect(["https://siem.example", " SYSLOG+TLS://siem.example", ""].map(usualFormat)).toEqual([
    "json",
    "syslog",
    "json",
  ]);
});

test("a token is made, shown this once, and known by its end", async () => {
  const user = userEvent.setup();
  const sent = open();
  const address = `${location.origin}/api/integrations/siem/o1`;
  expect(await screen.findByLabelText("pull address")).toHaveTextContent(address);
  expect(screen.getByText("There is no token: nothing can be pulled.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Make a token" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Make the token" }));
  const shown = await dialog.findByLabelText("SIEM token");
  const token = sent[0]?.siemToken ?? "";
  expect(token).toHaveLength(64);
  expect(shown).toHaveTextContent(token);
  expect(dialog.getByLabelText("command")).toHaveTextContent(`Authorization: Bearer ${token}`);
  await user.click(dialog.getByRole("button", { name: "I have saved it" }));
  await waitFor(() => expect(document.body).not.toHaveTextContent(token));
  expect(await screen.findByText(`...${token.slice(-4)}`)).toBeInTheDocument();
});

test("a token is renewed and removed after a question each", async () => {
  const user = userEvent.setup();
  const sent = open({ siemTokenHint: "...9f3c" });
  await user.click(await screen.findByRole("button", { name: "Renew token" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText(/The present one ends at once/)).toBeInTheDocument();
  expect(sent).toEqual([]);
  await user.click(dialog.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.click(screen.getByRole("button", { name: "Remove token" }));
  await agree(user);
  expect(await screen.findByText("There is no token: nothing can be pulled.")).toBeInTheDocument();
  expect(sent).toEqual([{ siemToken: null }]);
});

test("what is wrong with a target is said at its field", async () => {
  const user = userEvent.setup();
  const sent = open();
  const target = await screen.findByLabelText("Target");
  await user.type(target, "http://siem.example/in");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Must be an https:// address.");
  expect(target).toHaveAttribute("aria-invalid", "true");
  await user.clear(target);
  await user.type(target, "syslog+tls://siem");
  expect(screen.getByLabelText("Format")).toHaveValue("syslog");
  await user.selectOptions(screen.getByLabelText("Format"), "CEF");
  await user.clear(target);
  await user.type(target, "syslog+tls://siem.example");
  expect(screen.getByLabelText("Format"), "what was picked stays").toHaveValue("cef");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText(/Nothing has arrived there yet/)).toHaveTextContent("as CEF");
  expect(sent[1]).toEqual({ siemPush: { url: "syslog+tls://siem.example", format: "cef" } });
  expect(screen.getByLabelText("New target")).toHaveValue("");
  expect(screen.getByLabelText("Format")).toHaveValue("cef");
});

test("how the pushing goes is told, and it is ended after a question", async () => {
  const user = userEvent.setup();
  const lastError = "siem.example is at a private address, which is not granted";
  const sent = open({ siemPush: { urlHint: "https://siem…/in", format: "json", lastError } });
  expect(await screen.findByText(new RegExp(lastError))).toBeInTheDocument();
  expect(screen.getByText(/must be granted by the operator/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Remove target" }));
  await agree(user);
  expect(await screen.findByLabelText("Target")).toBeInTheDocument();
  expect(sent).toEqual([{ siemPush: null }]);
});
