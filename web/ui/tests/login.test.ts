import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { session } from "$lib/state/session.svelte";
import Login from "../src/pages/login/Login.svelte";
import { fakeApi } from "./fake-api";

const csrf = () => ({ body: { csrfToken: "t" } });

afterEach(() => {
  vi.unstubAllGlobals();
  session.forget();
});

async function attempt() {
  const user = userEvent.setup();
  render(Login);
  await user.type(screen.getByLabelText("E-mail"), "ada@acme.example");
  await user.type(screen.getByLabelText("Password"), "secret");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

test("the e-mail field waits for the person", () => {
  render(Login);
  expect(screen.getByLabelText("E-mail")).toHaveFocus();
});

test("signs in with the token against forgery", async () => {
  let sent: unknown;
  const user = { id: "1", name: "Ada", email: "ada@acme.example", role: "ADMIN", companyId: "o" };
  fakeApi({
    "GET /api/auth/csrf": csrf,
    "POST /api/auth/callback/credentials": (_, body) => ((sent = body), { body: { url: "/" } }),
    "GET /api/auth/session": () => ({ body: { user, expires: "2099-01-01T00:00:00Z" } }),
  });
  await attempt();
  await vi.waitFor(() => expect(session.current?.user.name).toBe("Ada"));
  expect(sent).toEqual({ csrfToken: "t", email: "ada@acme.example", password: "secret", json: true });
});

test("a wrong password does not tell whether the account exists", async () => {
  fakeApi({
    "GET /api/auth/csrf": csrf,
    "POST /api/auth/callback/credentials": () => ({
      status: 401,
      body: { error: "CredentialsSignin", url: "" },
    }),
  });
  await attempt();
  expect(await screen.findByRole("alert")).toHaveTextContent("E-mail or password is wrong.");
});

test("too many attempts: when to try again", async () => {
  fakeApi({
    "GET /api/auth/csrf": csrf,
    "POST /api/auth/callback/credentials": () => ({
      status: 429,
      body: { error: "limited" },
      headers: { "retry-after": "300" },
    }),
  });
  await attempt();
  expect(await screen.findByRole("alert")).toHaveTextContent("Try again in 5 minutes");
});

test("the password can be looked at", async () => {
  render(Login);
  await userEvent.click(screen.getByRole("button", { name: "Show password" }));
  expect(screen.getByLabelText("Password")).toHaveAttribute("type", "text");
});
