// A member's security, in a real browser: two-factor from end to end, and what a reset refuses.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { BASE_URL, launch, openPage, PASSWORD, patiently, signIn } from "./browser.mjs";
import { Authenticator } from "./totp.mjs";

describe("a member's security", () => {
  let browser;
  let page;
  let authenticator;
  let recoveryCode;
  const factor = () => page.getByRole("region", { name: "Two-factor" });
  const account = () => page.getByRole("button", { name: /^Account of/ });
  const heading = (name) => page.getByRole("heading", { name, exact: true });

  before(async () => {
    browser = await launch();
    page = await openPage(browser);
  });
  after(async () => {
    await switchOff().catch(() => undefined);
    await browser?.close();
  });
  afterEach(() => assert.deepEqual(page.incidents.splice(0), [], "nothing may go wrong unseen"));

  test("says the same to everybody who forgot the password", async () => {
    await page.goto(`${BASE_URL}/login`);
    await page.getByRole("link", { name: "Forgot password?" }).click();
    await heading("Forgot your password?").waitFor();
    await page.getByLabel("E-mail").fill("nobody-here@acme.example");
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByText("If nobody-here@acme.example belongs to an account").waitFor();
  });

  test("leads from the mail's link to the new password without signing in", async () => {
    await page.goto(`${BASE_URL}/reset?token=not-a-token-of-ours`);
    await heading("Choose a new password").waitFor();
    await page.getByText("At least 12 characters").waitFor();
    await page.getByRole("textbox", { name: "New password" }).fill("seven lamps above the harbour");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByRole("alert").filter({ hasText: "The link" }).waitFor();
  });

  test("says that a link without its token is not whole", async () => {
    await page.goto(`${BASE_URL}/reset`);
    await page.getByRole("alert").filter({ hasText: "not whole" }).waitFor();
  });

  test("refuses a short password at its field", async () => {
    await page.goto(`${BASE_URL}/login`);
    await patiently(page, () => signIn(page), account());
    await account().click();
    await page.getByRole("menuitem", { name: "Account" }).click();
    await heading("Account").waitFor();
    const fresh = page.getByRole("textbox", { name: "New password" });
    const attempt = async () => {
      await page.getByLabel("Present password").fill(PASSWORD);
      await fresh.fill("short");
      await page.getByRole("button", { name: "Change password" }).click();
    };
    await patiently(page, attempt, page.getByRole("alert").filter({ hasText: "12 characters" }));
    assert.equal(await fresh.getAttribute("aria-invalid"), "true");
  });

  test("sets two-factor up with the first code and shows the recovery codes once", async () => {
    await factor().getByRole("button", { name: "Set up two-factor" }).click();
    const dialog = page.getByRole("dialog", { name: "Set up two-factor" });
    const picture = dialog.getByRole("img", { name: "QR code for your authenticator" });
    await picture.waitFor();
    assert.ok(await picture.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)));
    const secret = await dialog.locator("[data-secret]").getAttribute("data-secret");
    authenticator = new Authenticator(secret);
    const attempt = async () => {
      await dialog.getByLabel("Code that the application shows").fill(await authenticator.next());
      await dialog.getByRole("button", { name: "Switch on" }).click();
    };
    const codes = page.getByRole("dialog", { name: "Your recovery codes" });
    const items = codes.getByRole("listitem");
    await patiently(page, attempt, items.first());
    assert.equal(await items.count(), 10);
    recoveryCode = await items.first().innerText();
    const saving = page.waitForEvent("download");
    await codes.getByRole("button", { name: "Download" }).click();
    assert.equal((await saving).suggestedFilename(), "gatehouse-recovery-codes.txt");
    await codes.getByRole("button", { name: "I have saved them" }).click();
    await factor().getByText("10 recovery codes left").waitFor();
  });

  test("asks for the code at the next sign-in, and takes none twice", async () => {
    await signOut();
    await askedForCode();
    const field = page.getByLabel("Code", { exact: true });
    assert.equal(await field.evaluate((input) => input === document.activeElement), true);
    let code;
    await patiently(page, async () => enter((code = await authenticator.next())), account());

    await signOut();
    await askedForCode();
    const refusal = page.getByRole("alert").filter({ hasText: "wrong or was used before" });
    await patiently(page, () => enter(code), refusal);
  });

  test("takes a recovery code in the same field", async () => {
    await patiently(page, () => enter(recoveryCode), account());
    await page.goto(`${BASE_URL}/account`);
    await factor().getByText("9 recovery codes left").waitFor();
  });

  test("switches two-factor off with password and code", async () => {
    await switchOff();
    authenticator = undefined;
    await factor().getByRole("button", { name: "Set up two-factor" }).waitFor();
  });

  // the other tests sign in with the password alone, so this is done at the end too, whatever went wrong before
  async function switchOff() {
    if (!authenticator) return;
    await page.goto(`${BASE_URL}/account`);
    await factor().getByRole("button", { name: "Switch off" }).click();
    const dialog = page.getByRole("dialog", { name: "Switch two-factor off?" });
    const attempt = async () => {
      await dialog.getByLabel("Password").fill(PASSWORD);
      await dialog.getByLabel("Code of your authenticator").fill(await authenticator.next());
      await dialog.getByRole("button", { name: "Switch off" }).click();
    };
    await patiently(
      page,
      attempt,
      page.getByRole("region", { name: "Messages" }).getByText("Two-factor is off"),
    );
  }

  async function askedForCode() {
    await patiently(page, () => signIn(page), heading("One more step"));
  }

  async function enter(code) {
    await page.getByLabel("Code", { exact: true }).fill(code);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  async function signOut() {
    await account().click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/login/);
  }
});
