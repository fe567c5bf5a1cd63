// A person's day at the console, in a real browser against a running Gatehouse.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { BASE_URL, EMAIL, launch, openPage, signIn } from "./browser.mjs";

describe("the console", () => {
  let browser;
  let page;
  const rows = () => page.locator("[data-row-link]");
  const total = async () =>
    Number((await page.getByRole("main").getByRole("status").first().innerText()).replace(/\D/g, ""));
  const totalBecomes = (holds, what) => until(async () => holds(await total()), what);

  before(async () => {
    browser = await launch();
    page = await openPage(browser);
  });
  after(() => browser?.close());
  afterEach(() => assert.deepEqual(page.incidents.splice(0), [], "nothing may go wrong unseen"));

  test("asks who is there and remembers where one wanted to go", async () => {
    await page.goto(`${BASE_URL}/alerts?severity=CRITICAL,HIGH,MEDIUM,LOW`);
    await page.waitForURL(/\/login\?next=/);
    assert.equal(await page.getByLabel("E-mail").evaluate((input) => input === document.activeElement), true);
  });

  test("says that the password is wrong", async () => {
    await signIn(page, { password: "certainly not this one" });
    await page.getByRole("alert").getByText("E-mail or password is wrong").waitFor();
  });

  test("signs in and goes on to the alerts", async () => {
    await signIn(page);
    await page.waitForURL(/\/alerts\?severity=/);
    await rows().first().waitFor();
    assert.ok((await total()) > 1);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.waitForURL(`${BASE_URL}/alerts`);
  });

  test("finds as one types, marks the hits and goes back", async () => {
    const all = await total();
    const word = (await rows().first().innerText()).split(" ")[0];
    await page.keyboard.press("/");
    await page.keyboard.type(word, { delay: 20 });
    await totalBecomes((n) => n > 0 && n < all, "fewer results");
    await page.locator("mark").first().waitFor();
    assert.match(page.url(), new RegExp(`q=${encodeURIComponent(word)}`));
    assert.equal(
      await page.getByRole("searchbox").evaluate((input) => input === document.activeElement),
      true,
    );
    await page.goBack();
    await totalBecomes((n) => n === all, "all results again");
  });

  test("says where a query does not parse", async () => {
    const problem = page.getByRole("alert").filter({ hasText: "nosuchfield" });
    await page.getByRole("searchbox").fill("nosuchfield:x");
    await problem.waitFor();
    await page.getByRole("searchbox").press("Escape");
    await problem.waitFor({ state: "detached" });
  });

  test("narrows by a facet", async () => {
    const all = await total();
    const high = page.getByRole("group", { name: "Severity" }).getByRole("button", { name: "High" });
    await high.click();
    await totalBecomes((n) => n > 0 && n < all, "fewer results");
    assert.equal(await high.getAttribute("aria-pressed"), "true");
    await high.click();
    await totalBecomes((n) => n === all, "all results again");
  });

  test("changes an alert's status and takes it back", async () => {
    const row = page
      .locator("li[data-id]")
      .filter({ has: page.getByRole("button", { name: /Open\. Change/ }) })
      .first();
    const id = await row.getAttribute("data-id");
    const same = page.locator(`li[data-id="${id}"]`);
    await row.getByRole("button", { name: /Change$/ }).click();
    await page.getByRole("menuitem", { name: "Acknowledged" }).click();
    await same.getByRole("button", { name: /Acknowledged\. Change/ }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await same.getByRole("button", { name: /Open\. Change/ }).waitFor();
  });

  test("shows an alert in full and moves on with the keyboard", async () => {
    await rows().first().click();
    const panel = page.getByRole("complementary", { name: "Alert" });
    await panel.getByText("Breach date").waitFor();
    const first = page.url();
    await page.keyboard.press("j");
    await until(async () => page.url() !== first, "the next alert's address");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
  });

  test("scans with live progress", async () => {
    await page.getByRole("button", { name: "Scan now" }).click();
    await page.getByRole("progressbar", { name: "Breach scan" }).waitFor();
    await page
      .getByRole("region", { name: "Messages" })
      .getByText(/^Scan f/)
      .waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Scan now" }).waitFor();
  });

  test("shows every other page", async () => {
    for (const name of [
      "Agents",
      "Employees",
      "Jobs",
      "Register",
      "Connectors",
      "Channels",
      "Credentials",
      "API keys",
      "Audit",
    ]) {
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
      await page.getByRole("heading", { name, level: 1 }).waitFor();
      await page.locator("table[aria-busy=false], .empty").first().waitFor();
    }
  });

  test("switches the theme and keeps it over a reload", async () => {
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await choose("Theme", "Light");
    const light = await ground();
    await choose("Theme", "Dark");
    assert.notEqual(await ground(), light);
    await page.reload();
    await page.getByRole("button", { name: "Theme" }).waitFor();
    assert.notEqual(await ground(), light);
    await choose("Theme", "As the system");
  });

  test("fits a telephone", async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    for (const path of [
      "/alerts",
      "/process-groups",
      "/agents",
      "/employees",
      "/reports",
      "/register",
      "/channels",
      "/directories",
      "/members",
      "/settings",
      "/account",
    ]) {
      await page.goto(`${BASE_URL}${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 400, path);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("asks again when the session has ended, and goes on where one was", async () => {
    await page.context().clearCookies();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Employees" }).click();
    await page.waitForURL(/\/login\?next=%2Femployees/);
    await signIn(page);
    await page.getByRole("heading", { name: "Employees" }).waitFor();
  });

  test("signs out", async () => {
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByText(EMAIL).waitFor();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL(/\/login/);
    await page.goto(`${BASE_URL}/employees`);
    await page.waitForURL(/\/login\?next=%2Femployees/);
  });

  async function choose(menu, item) {
    await page.getByRole("button", { name: menu }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await page.getByRole("menu").waitFor({ state: "detached" });
  }

  async function until(holds, what) {
    for (const end = Date.now() + 15_000; Date.now() < end; await page.waitForTimeout(50))
      if (await holds()) return;
    assert.fail(`did not come: ${what}`);
  }
});
