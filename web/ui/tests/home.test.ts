import { render, screen } from "@testing-library/svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { curl, curlWithToken } from "$lib/format/curl";
import { home } from "$lib/state/home.svelte";
import { session } from "$lib/state/session.svelte";
import Directories from "../src/pages/directories/Directories.svelte";
import SiemCard from "../src/pages/settings/SiemCard.svelte";
import { fakeApi } from "./fake-api";
import { directory } from "./made";

const PUBLIC = "https://gate.acme.example:8443";
const user = { id: "1", name: "Ada", email: "ada@acme.example", role: "ADMIN" as const, companyId: "o1" };
const scim = { tokenHint: "ghs_…xxxx", tokenCreatedAt: "2026-05-01T12:00:00Z", requestsPerMinute: 120 };

const told = () => ({ body: { address: PUBLIC } });
const failing = () => ({ status: 503, body: { error: "busy" } });

/** The session is loaded as when the console is opened; the address comes after it. */
async function open(address: Parameters<typeof fakeApi>[0][string]) {
  const calls = fakeApi({
    "GET /api/auth/session": () => ({ body: { user, expires: "2099-01-01T00:00:00Z" } }),
    "GET /api/console/address": address,
    "GET /api/directory": () => ({ body: [directory({ type: "SCIM", scim })] }),
    "GET /api/company": () => ({ body: {} }),
  });
  await session.load();
  await vi.waitFor(() => expect(calls).toContain("GET /api/console/address"));
  return calls;
}

// what another test was told is forgotten
beforeEach(async () => {
  fakeApi({ "GET /api/console/address": failing });
  await home.load();
});
afterEach(() => {
  session.forget();
  vi.unstubAllGlobals();
});

test("nobody is asked before somebody is signed in", async () => {
  const calls = fakeApi({ "GET /api/auth/session": () => ({ body: null }) });
  await session.load();
  expect(calls).toEqual(["GET /api/auth/session"]);
  expect(home.at("/x")).toBe(`${location.origin}/x`);
});

describe.each([
  ["as the server tells it", told, PUBLIC],
  ["the browser's own when the server does not tell", failing, location.origin],
])("the address is %s", (_, answer, origin) => {
  test("where an identity provider pushes", async () => {
    await open(answer);
    render(Directories);
    expect(await screen.findByText(`${origin}/api/scim/d1`)).toBeInTheDocument();
  });

  test("where a SIEM pulls", async () => {
    await open(answer);
    render(SiemCard);
    const pull = await screen.findByLabelText("pull address");
    await vi.waitFor(() => expect(pull).toHaveTextContent(`${origin}/api/integrations/siem/o1`));
  });

  test("in commands", async () => {
    await open(answer);
    await vi.waitFor(() => expect(curl("/agents", "key")).toContain(`curl ${origin}/agents `));
    expect(curlWithToken("/api/x", "token")).toContain(`curl ${origin}/api/x `);
  });
});

test("what is shown already follows once the address is known", async () => {
  let tell: () => void = () => undefined;
  const later = new Promise<void>((resolve) => (tell = resolve));
  await open(async () => {
    await later;
    return told();
  });
  render(SiemCard);
  const pull = await screen.findByLabelText("pull address");
  expect(pull).toHaveTextContent(`${location.origin}/api/integrations/siem/o1`);
  tell();
  await vi.waitFor(() => expect(pull).toHaveTextContent(`${PUBLIC}/api/integrations/siem/o1`));
});
