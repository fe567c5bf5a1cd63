import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { goAbroad } from "$lib/router/abroad";
import { router } from "$lib/router/router.svelte";
import { session } from "$lib/state/session.svelte";
import Invitation from "../src/pages/login/Invitation.svelte";
import Login from "../src/pages/login/Login.svelte";
import { fakeApi } from "./fake-api";

vi.mock("$lib/router/abroad", () => ({ goAbroad: vi.fn() }));

const csrf = () => ({ body: { csrfToken: "t" } });
const providers = () => ({ body: { credentials: {}, oidc: { id: "oidc", name: "Acme login" } } });

beforeEach(() => {
  router.go("/login", { replace: true });
  vi.mocked(goAbroad).mockClear();
});
afterEach(() => {
  vi.unstubAllGlobals();
  session.forget();
});

test("the button leads to the provider of the address that was typed", async () => {
  let sent: unknown;
  router.go("/login?next=%2Fagents", { replace: true });
  fakeApi({
    "GET /api/auth/csrf": csrf,
    "GET /api/auth/providers": providers,
    "POST /api/auth/signin/oidc": (_, body) => ((sent = body), { body: { url: "https://login.example/go" } }),
  });
  render(Login);
  await userEvent.type(screen.getByLabelText("E-mail"), " sasha@acme.example ");
  await userEvent.click(await screen.findByRole("button", { name: "Acme login" }));
  await vi.waitFor(() => expect(goAbroad).toHaveBeenCalledWith("https://login.example/go"));
  expect(sent).toEqual({ csrfToken: "t", email: "sasha@acme.example", callbackUrl: "/agents", json: true });
});

test("an address that no organization has is said so, and the page stays", async () => {
  fakeApi({
    "GET /api/auth/csrf": csrf,
    "GET /api/auth/providers": providers,
    "POST /api/auth/signin/oidc": () => ({ status: 404, body: { error: "OrganizationNotFound", url: "" } }),
  });
  render(Login);
  await userEvent.click(await screen.findByRole("button", { name: "Acme login" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("No organization with single sign-on");
  expect(goAbroad).not.toHaveBeenCalled();
});

test.each([
  ["AccessDenied", "you are no member here"],
  ["OAuthCallback", "did not work"],
  ["OAuthSignin", "cannot be reached"],
  ["<b>made up</b>", "Signing in did not work. Please try again."],
])("what led back here is told in a sentence: %s", (word, text) => {
  router.go(`/login?error=${encodeURIComponent(word)}`, { replace: true });
  fakeApi({});
  render(Login);
  expect(screen.getByRole("alert")).toHaveTextContent(text);
});

test("who has no provider sees no button", async () => {
  const calls = fakeApi({ "GET /api/auth/providers": () => ({ body: { credentials: {} } }) });
  render(Login);
  await vi.waitFor(() => expect(calls).toContain("GET /api/auth/providers"));
  expect(screen.getAllByRole("button").map((button) => button.textContent?.trim())).not.toContain(
    "Acme login",
  );
});

test("signing out goes on at the provider where the session was begun", async () => {
  fakeApi({
    "GET /api/auth/csrf": csrf,
    "POST /api/auth/signout": () => ({ body: { url: "https://login.example/out?client_id=g" } }),
  });
  await session.end();
  expect(vi.mocked(goAbroad).mock.calls[0]?.[0]).toEqual(new URL("https://login.example/out?client_id=g"));
});

const offer = (change = {}) => ({
  email: "ivo@acme.example",
  organizationId: "o1",
  organizationName: "Acme",
  role: "VIEWER",
  invitedBy: "ada@acme.example",
  expires: "2099-01-01T00:00:00Z",
  singleSignOn: null,
  passwords: true,
  ...change,
});

test("an invitation says who invites, and makes a member of who chooses a password", async () => {
  let sent: unknown;
  fakeApi({
    "POST /api/console/invitation/look": () => ({ body: offer() }),
    "POST /api/console/invitation/accept": (_, body) => ((sent = body), { body: null }),
  });
  render(Invitation, { token: "t0k3n" });
  expect(await screen.findByRole("heading", { name: "Join Acme" })).toBeInTheDocument();
  expect(screen.getByText(/ada@acme.example invites ivo@acme.example as viewer/)).toBeInTheDocument();
  await userEvent.type(screen.getByLabelText("Your name"), "Ivo");
  await userEvent.type(screen.getByLabelText("Password"), "seven lamps above");
  await userEvent.click(screen.getByRole("button", { name: "Become a member" }));
  expect(await screen.findByRole("heading", { name: "Welcome" })).toBeInTheDocument();
  expect(sent).toEqual({ token: "t0k3n", name: "Ivo", password: "seven lamps above" });
});

test("where passwords are not used, an invitation leads to the provider of its organization", async () => {
  let sent: unknown;
  fakeApi({
    "GET /api/auth/csrf": csrf,
    "POST /api/console/invitation/look": () => ({
      body: offer({ passwords: false, singleSignOn: "Acme login" }),
    }),
    "POST /api/auth/signin/oidc": (_, body) => ((sent = body), { body: { url: "https://login.example/go" } }),
  });
  render(Invitation, { token: "t0k3n" });
  await userEvent.click(await screen.findByRole("button", { name: "Acme login" }));
  await vi.waitFor(() => expect(goAbroad).toHaveBeenCalled());
  expect(sent).toMatchObject({ email: "ivo@acme.example", organization: "o1" });
  expect(screen.queryByRole("button", { name: "Become a member" })).toBeNull();
});

test("a link that is not good any more offers nothing", async () => {
  const stale = { error: "Invalid token", field: "token", message: "token: is not good any more" };
  fakeApi({ "POST /api/console/invitation/look": () => ({ status: 400, body: stale }) });
  render(Invitation, { token: "old" });
  expect(await screen.findByRole("alert")).toHaveTextContent("Ask for a new invitation.");
});
