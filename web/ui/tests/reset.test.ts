import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import Forgot from "../src/pages/login/Forgot.svelte";
import Reset from "../src/pages/login/Reset.svelte";
import { fakeApi } from "./fake-api";

afterEach(() => {
  vi.unstubAllGlobals();
});

async function ask() {
  const user = userEvent.setup();
  render(Forgot);
  await user.type(screen.getByLabelText("E-mail"), "ada@acme.example");
  await user.click(screen.getByRole("button", { name: "Send the link" }));
}

async function choose(password: string) {
  const user = userEvent.setup();
  render(Reset, { token: "t1" });
  await user.type(screen.getByLabelText("New password"), password);
  await user.click(screen.getByRole("button", { name: "Change password" }));
}

const refusal = (field: string, reason: string) => () => ({
  status: 400,
  body: { error: `Invalid ${field}`, field, message: `${field}: ${reason}` },
});

test("asking for a link says the same whoever asks", async () => {
  let sent: unknown;
  fakeApi({
    "POST /reset_password": (_, body) => ((sent = body), { body: { success: true, message: "sent" } }),
  });
  await ask();
  expect(await screen.findByRole("status")).toHaveTextContent("If ada@acme.example belongs to an account");
  expect(sent).toEqual({ email: "ada@acme.example" });
});

test("asking too often says when to come back; the endpoint API's envelope is understood", async () => {
  fakeApi({
    "POST /reset_password": () => ({
      status: 429,
      body: { success: false, message: "too many requests" },
      headers: { "retry-after": "1200" },
    }),
  });
  await ask();
  expect(await screen.findByRole("alert")).toHaveTextContent("Too many requests. Try again in 20 minutes.");
});

test("the endpoint API's own words are shown", async () => {
  fakeApi({
    "POST /reset_password": () => ({ status: 503, body: { success: false, message: "mail is not set up" } }),
  });
  await ask();
  expect(await screen.findByRole("alert")).toHaveTextContent("Mail is not set up.");
});

test("the rule for passwords is said before, its breach after", async () => {
  fakeApi({ "POST /api/console/reset": refusal("password", "must have at least 12 characters") });
  render(Reset, { token: "t1" });
  expect(screen.getByText(/At least 12 characters/)).toBeInTheDocument();
  document.body.replaceChildren();
  await choose("short");
  expect(await screen.findByRole("alert")).toHaveTextContent("Must have at least 12 characters.");
});

test("a link that was used or is too old says so", async () => {
  fakeApi({ "POST /api/console/reset": refusal("token", "is not good any more; ask for a new mail") });
  await choose("seven lamps above the harbour");
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "The link is not good any more; ask for a new mail.",
  );
  expect(screen.getByRole("link", { name: "Ask for a new link" })).toHaveAttribute("href", "/forgot");
});

test("a link without its token is not whole", () => {
  render(Reset, { token: "" });
  expect(screen.getByRole("alert")).toHaveTextContent("not whole");
  expect(screen.queryByLabelText("New password")).toBeNull();
});

test("after the change one signs in with the new password", async () => {
  let sent: unknown;
  fakeApi({ "POST /api/console/reset": (_, body) => ((sent = body), { body: {} }) });
  await choose("seven lamps above the harbour");
  expect(await screen.findByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/login");
  expect(sent).toEqual({ token: "t1", password: "seven lamps above the harbour" });
});
