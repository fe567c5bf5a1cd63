// Single sign-on in a real browser at a real identity provider (Canaille): setting it up, coming and going, and what does
// not hold. The provider's people are those of tests/python/identity_provider.py.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { BASE_URL, launch, openPage, patiently, signIn } from "./browser.mjs";

const PROVIDER = process.env.IDENTITY_PROVIDER;
const PASSWORD = "correct horse battery staple";
const skip = PROVIDER ? false : "needs IDENTITY_PROVIDER, where tests/python/identity_provider.py answers";

describe("single sign-on", { skip }, () => {
  let browser;
  let admin;
  let page;
  const account = (of) => of.getByRole("button", { name: /^Account of/ });
  const toast = (of, text) => of.getByRole("region", { name: "Messages" }).getByText(text);
  const refusal = (text) => page.getByRole("alert").filter({ hasText: text });
  const callback = (path) => `${BASE_URL}/api/auth/callback/oidc${path}`;

  before(async () => {
    browser = await launch();
    admin = await openPage(browser);
    page = await openPage(browser, { abroad: PROVIDER });
  });
  after(async () => browser?.close());
  afterEach(() => {
    assert.deepEqual(admin.incidents.splice(0), [], "nothing may go wrong unseen");
    assert.deepEqual(page.incidents.splice(0), [], "nothing may go wrong unseen");
  });

  test("is set up and tested by an admin", async () => {
    await admin.goto(`${BASE_URL}/login`);
    await patiently(admin, () => signIn(admin), account(admin));
    await admin.goto(`${BASE_URL}/settings`);
    const form = admin.getByRole("form", { name: "Single sign-on" });
    await form.getByLabel("Issuer").fill(PROVIDER);
    await form.getByLabel("Client id").fill("gatehouse");
    await form.getByLabel("Client secret").fill("canaille-0123456789");
    await form.getByLabel("Further scopes").fill("groups");
    await form.getByLabel("Claim with the role").fill("groups");
    await form.getByLabel("Values that mean admin").fill("security");
    await form.getByLabel("E-mail domains").fill("acme.example");
    await form.getByRole("switch", { name: /become members at their first/ }).click();
    await form.getByRole("button", { name: "Save" }).click();
    await toast(admin, "Single sign-on saved").waitFor();
    assert.equal(await form.getByLabel("Client secret").inputValue(), "", "it is not shown again");
    await admin.getByRole("button", { name: "Test the provider" }).click();
    await toast(admin, "The provider answers as it should").waitFor();
  });

  test("sends somebody of the domain to the provider and back, as an admin by the claim", async () => {
    await depart("sasha@acme.example");
    await atProvider("sasha");
    await account(page).waitFor();
    assert.equal(new URL(page.url()).origin, new URL(BASE_URL).origin);
    await page.getByRole("navigation").getByRole("link", { name: "Settings" }).waitFor();
    await page.goto(`${BASE_URL}/members`);
    const row = page.getByRole("row").filter({ hasText: "sasha@acme.example" });
    await row.getByText("Single sign-on").waitFor();
    assert.equal(await row.getByLabel("Role of Sasha Okafor").inputValue(), "ADMIN");
  });

  test("signs out at the provider too", async () => {
    await leave();
    await depart("sasha@acme.example");
    await page.locator("#login").waitFor();
    assert.equal(new URL(page.url()).origin, PROVIDER, "the provider asks who it is");
  });

  test("lets a colleague of another group look only", async () => {
    await depart("robin@acme.example");
    await atProvider("robin");
    await account(page).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Alerts" }).waitFor();
    assert.equal(await page.getByRole("navigation").getByRole("link", { name: "Settings" }).count(), 0);
    await leave();
  });

  test("keeps a stranger out whom the provider knows", async () => {
    await depart("mallory@elsewhere.example");
    await atProvider("mallory");
    await refusal("you are no member here").waitFor();
    assert.equal(new URL(page.url()).pathname, "/login");
  });

  test("takes no answer to another question: wrong state, wrong nonce", async () => {
    for (const name of ["state", "nonce"]) {
      const there = new URL(await held("mallory@elsewhere.example"));
      there.searchParams.set(name, "another-one-than-ours");
      await page.goto(there.href);
      await refusal("did not work").waitFor();
      await told(name === "state" ? "the state is another one" : "Invalid nonce");
    }
  });

  test("takes no code that has expired, and no answer twice", async () => {
    const late = await answered();
    await page.request.get(`${PROVIDER}/expire-codes`);
    await page.goto(late);
    await refusal("did not work").waitFor();
    await told("invalid_grant");

    // Robin is let in, and the same address opens nothing more.
    await page.context().clearCookies();
    await depart("robin@acme.example");
    const coming = page.waitForRequest((request) => request.url().startsWith(callback("?")));
    await atProvider("robin");
    const used = (await coming).url();
    await account(page).waitFor();
    await leave();
    await page.goto(used);
    await refusal("did not work").waitFor();
  });

  test("is taken away again", async () => {
    await admin.goto(`${BASE_URL}/settings`);
    await admin.getByRole("button", { name: "Remove single sign-on" }).click();
    await admin.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await toast(admin, "Single sign-on removed").waitFor();
    await page.goto(`${BASE_URL}/login`);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Single sign-on" }).count(), 0);
  });

  async function depart(email) {
    await page.goto(`${BASE_URL}/login`);
    await page.getByLabel("E-mail").fill(email);
    const button = page.getByRole("button", { name: "Single sign-on" });
    await patiently(
      page,
      () => button.click(),
      page.locator("#login").or(account(page)).or(page.getByRole("alert")),
    );
  }

  async function atProvider(name) {
    await page.locator("#login").fill(name);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.locator("#password").fill(PASSWORD);
    await page.locator("#loginform button[type=submit], form button[type=submit]").first().click();
  }

  async function leave() {
    await account(page).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(`${BASE_URL}/login**`);
  }

  /** Begins, and stops the browser on its way to the provider; answers where it was going. */
  async function held(email) {
    await page.goto(`${BASE_URL}/login`);
    await page.getByLabel("E-mail").fill(email);
    const going = new Promise((resolve) => {
      // an answer without content leaves the browser where it is
      const stop = async (route) => {
        resolve(route.request().url());
        await route.fulfill({ status: 204 });
      };
      void page.route(`${PROVIDER}/**`, stop, { times: 1 });
    });
    await page.getByRole("button", { name: "Single sign-on" }).click();
    return going;
  }

  /** The address that the provider sends the browser back to, which nobody has opened yet. */
  async function answered() {
    const there = await held("mallory@elsewhere.example");
    const answer = await page.request.get(there, { maxRedirects: 0 });
    const back = answer.headers().location;
    assert.ok(back?.startsWith(callback("?")), `the provider is signed in and answers at once: ${back}`);
    return back;
  }

  /** The admin finds the reason in the audit log. */
  async function told(reason) {
    let log = "";
    const until = Date.now() + 15_000;
    while (!log.includes(reason)) {
      assert.ok(Date.now() < until, `the audit log does not tell of "${reason}": ${log}`);
      log = await (await admin.request.get(`${BASE_URL}/api/console/audit?limit=20`)).text();
    }
  }
});
