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

const refuse = (error: string) => ({ status: 401, body: { error, url: "" } });

test("an account with a second factor asks for the code, and sends it with the password", async () => {
  const sent: Record<string, unknown>[] = [];
  const member = { id: "1", name: "Ada", email: "ada@acme.example", role: "ADMIN", companyId: "o" };
  fakeApi({
    "GET /api/auth/csrf": csrf,
    "POST /api/auth/callback/credentials": (_, body) => {
      sent.push(body as Record<string, unknown>);
      return "otp" in (body as object) ? { body: { url: "/" } } : refuse("CodeRequired");
    },
    "GET /api/auth/session": () => ({ body: { user: member, expires: "2099-01-01T00:00:00Z" } }),
  });
  await attempt();
  const code = await screen.findByLabelText("Code");
  expect(code).toHaveFocus();
  expect(screen.queryByRole("alert")).toBeNull();
  await userEvent.type(code, "123456");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await vi.waitFor(() => expect(session.current?.user.name).toBe("Ada"));
  expect(sent).toHaveLength(2);
  expect(sent[1]).toMatchObject({ email: "ada@acme.example", password: "secret", otp: "123456" });
});

test("a wrong code says so and keeps asking; another account begins anew", async () => {
  fakeApi({
    "GET /api/auth/csrf": csrf,
    "POST /api/auth/callback/credentials": (_, body) =>
      refuse("otp" in (body as object) ? "CredentialsSignin" : "CodeRequired"),
  });
  await attempt();
  await userEvent.type(await screen.findByLabelText("Code"), "000000");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("That code is wrong or was used before.");
  await userEvent.click(screen.getByRole("button", { name: "Use another account" }));
  expect(screen.getByLabelText("Password")).toHaveValue("");
});

test("who forgot the password finds the way", () => {
  render(Login);
  expect(screen.getByRole("link", { name: "Forgot password?" })).toHaveAttribute("href", "/forgot");
});
