// Directories in a real browser: a connection that an identity provider pushes to, from its first token to its end, and a
// server that does not let us in.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { request } from "playwright-core";
import { BASE_URL, launch, openPage, patiently, signIn } from "./browser.mjs";

// names of this run only: the same Gatehouse may be tested twice
const RUN = Date.now().toString(36);
const NAME = `Provider ${RUN}`;
const SERVER = `Office ${RUN}`;
const ADDRESS = `ada-${RUN}@acme.example`;

describe("directories", () => {
  let browser;
  let page;
  let provider;
  let base;
  let token;
  const card = (name = NAME) => page.getByRole("region", { name, exact: true });
  const dialog = () => page.getByRole("dialog");
  const secret = () => dialog().getByLabel("SCIM token", { exact: true });
  const person = () => page.getByRole("row").filter({ hasText: ADDRESS });

  before(async () => {
    browser = await launch();
    page = await openPage(browser);
    // an identity provider has a token and no cookie
    provider = await request.newContext({ ignoreHTTPSErrors: true });
    await page.goto(`${BASE_URL}/login`);
    await patiently(page, () => signIn(page), page.getByRole("button", { name: /^Account of/ }));
  });
  after(async () => {
    await provider?.dispose();
    await browser?.close();
  });
  afterEach(() => assert.deepEqual(page.incidents.splice(0), [], "nothing may go wrong unseen"));

  test("adds a connection that is pushed to, and shows its token once", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Directories" }).click();
    await page.getByRole("heading", { level: 1, name: "Directories" }).waitFor();
    await page.getByRole("button", { name: "Add directory" }).first().click();
    await dialog().getByLabel("Kind", { exact: true }).selectOption("SCIM");
    await dialog().getByLabel("Name", { exact: true }).fill(NAME);
    await dialog().getByRole("button", { name: "Add directory" }).click();
    token = await secret().innerText();
    base = await dialog().getByLabel("SCIM address", { exact: true }).innerText();
    assert.match(token, /^ghs_[\w-]{43}$/);
    assert.ok(base.startsWith(`${new URL(BASE_URL).origin}/api/scim/`), base);
    await dialog().getByRole("button", { name: "I have saved it" }).click();
    await dialog().waitFor({ state: "detached" });
    await card()
      .getByText(`ghs_…${token.slice(-4)}`)
      .waitFor();
    await card().getByText(base).waitFor();
    assert.equal(await page.getByText(token).count(), 0);
  });

  test("shows somebody whom the provider pushes among the employees", async () => {
    const answer = await provider.post(`${base}/Users`, {
      headers: { ...bearing(token), "content-type": "application/scim+json" },
      data: {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
        userName: ADDRESS,
        name: { givenName: "Ada", familyName: "Byron" },
        emails: [{ value: ADDRESS, type: "work", primary: true }],
        active: true,
      },
    });
    assert.equal(answer.status(), 201, await answer.text());
    await seen();
  });

  test("fits a telephone", async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await page.goto(`${BASE_URL}/directories`);
    await card().getByText("Where to enter them").click();
    await card().getByText("Tenant URL").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 400);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("renews the token, and the one before ends when it was to", async () => {
    const former = token;
    await card().getByRole("button", { name: "Renew the token" }).click();
    await dialog().getByLabel("The present token ends").selectOption("0");
    assert.equal(await asks(former), 200, "nothing is renewed before it is said");
    await dialog().getByRole("button", { name: "Make a new token" }).click();
    token = await secret().innerText();
    assert.match(token, /^ghs_[\w-]{43}$/);
    await dialog().getByText("The token before has ended.").waitFor();
    await dialog().getByRole("button", { name: "I have saved it" }).click();
    await card()
      .getByText(`ghs_…${token.slice(-4)}`)
      .waitFor();
    assert.equal(await asks(former), 401);
    assert.equal(await asks(token), 200);
  });

  test("removes the connection, and its people stay", async () => {
    await card()
      .getByRole("button", { name: `Remove ${NAME}` })
      .click();
    await dialog().getByText("Its people stay as they are").waitFor();
    await dialog().getByRole("button", { name: "Remove directory" }).click();
    await card().waitFor({ state: "detached" });
    assert.equal(await asks(token), 401);
    await seen();
  });

  test("says of a server inside the network which grant it needs", async () => {
    await page.goto(`${BASE_URL}/directories`);
    await page.getByRole("button", { name: "Add directory" }).first().click();
    await dialog().getByLabel("Kind", { exact: true }).selectOption("LDAP");
    for (const [label, value] of [
      ["Name", SERVER],
      ["Host", "127.0.0.1"],
      ["Account", "cn=gatehouse,dc=acme,dc=example"],
      ["Password", "correct horse"],
      ["Base DN", "dc=acme,dc=example"],
    ])
      await dialog().getByLabel(label, { exact: true }).fill(value);
    await dialog().getByRole("button", { name: "Add directory" }).click();
    await card(SERVER).getByText("Not synced yet").waitFor();
    await card(SERVER).getByRole("button", { name: "Test connection" }).click();
    const grant = /The test failed: .*grant "ldap:\/\/127\.0\.0\.1:636" to allow it/;
    await card(SERVER).getByRole("alert").filter({ hasText: grant }).waitFor();
    await card(SERVER)
      .getByRole("button", { name: `Remove ${SERVER}` })
      .click();
    await dialog().getByRole("button", { name: "Remove directory" }).click();
    await card(SERVER).waitFor({ state: "detached" });
  });

  const bearing = (secret) => ({ authorization: `Bearer ${secret}` });

  /** What the connection answers to a question with this token. */
  async function asks(secret) {
    return (await provider.get(`${base}/Users`, { headers: bearing(secret) })).status();
  }

  async function seen() {
    await page.goto(`${BASE_URL}/employees?q=${encodeURIComponent(ADDRESS)}`);
    await person().getByText("Ada Byron").waitFor();
    assert.equal(await person().getByText("Inactive").count(), 0);
  }
});
