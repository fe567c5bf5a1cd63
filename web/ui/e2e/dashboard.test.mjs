// The dashboard in a real browser: every widget drawn, arranged with the keyboard, kept, and begun again from a preset.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { BASE_URL, launch, openPage, signIn } from "./browser.mjs";

describe("the dashboard", () => {
  let browser;
  let page;
  const widgets = () => page.locator("[data-widget]");
  const widget = (title) => page.getByRole("region", { name: title, exact: true });

  before(async () => {
    browser = await launch();
    page = await openPage(browser);
    await page.goto(`${BASE_URL}/dashboard`);
    await signIn(page);
    await page.waitForURL(/\/dashboard/);
  });
  after(() => browser?.close());
  afterEach(() => assert.deepEqual(page.incidents.splice(0), [], "nothing may go wrong unseen"));

  test("shows every type of widget with its data", async () => {
    await choose("Presets", "All widgets");
    await until(async () => (await widgets().count()) === 20, "twenty widgets");
    await page.locator("[data-widget] .skeleton").first().waitFor({ state: "detached" });
    const shown = await widget("Key figures").innerText();
    assert.match(shown, /Open alerts\s+\d/);
    await widget("Open by severity")
      .getByRole("img", { name: /^Open alerts by severity: Critical/ })
      .waitFor();
  });

  test("leads from a widget to what it counts", async () => {
    await widget("Alerts by status").getByRole("link", { name: "Open" }).click();
    await page.waitForURL(/\/alerts\?status=OPEN/);
    await page.goBack();
    await widget("Alerts by status").waitFor();
  });

  test("is arranged from menus, kept, and begun again from a preset", async () => {
    await page.getByRole("button", { name: "Arrange" }).click();
    await tool("Largest breaches", "Remove");
    await widget("Largest breaches").waitFor({ state: "detached" });
    await tool("Company risk", "Rename…");
    await page.getByRole("textbox", { name: "Title" }).fill("How we stand");
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await widget("How we stand").waitFor();
    const before = await widget("How we stand").boundingBox();
    await tool("How we stand", "Narrower");
    await until(async () => (await widget("How we stand").boundingBox()).width < before.width, "less width");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Arrange" }).waitFor();
    await page.reload();
    await widget("How we stand").waitFor();
    assert.equal(await widgets().count(), 19);

    await choose("Presets", "Save as preset…");
    await page.getByRole("textbox", { name: "Name" }).fill("Narrow");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await choose("Presets", "Usual widgets");
    await until(async () => (await widgets().count()) === 14, "the usual widgets");
    await choose("Presets", "Narrow");
    await until(async () => (await widgets().count()) === 19, "those of the preset");
    await widget("How we stand").waitFor();

    await choose("Presets", "Manage presets…");
    await page.getByRole("button", { name: "Remove Narrow" }).click();
    await page.getByText("There are none.").waitFor();
    await page.keyboard.press("Escape");
  });

  test("is dragged and dropped", async () => {
    await page.getByRole("button", { name: "Arrange" }).click();
    const item = widget("How we stand");
    const handle = item.locator(".handle");
    await handle.scrollIntoViewIfNeeded();
    const [from, was] = [await handle.boundingBox(), await item.boundingBox()];
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    for (let step = 1; step <= 10; step += 1) await page.mouse.move(from.x - 40 * step, from.y + 4 * step);
    await page.mouse.up();
    await until(async () => (await item.boundingBox()).x < was.x - 100, "another place");
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Arrange" }).waitFor();
  });

  test("fits a telephone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await widget("Key figures").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  async function tool(title, item) {
    await widget(title)
      .getByRole("button", { name: `Options of ${title}` })
      .press("Enter");
    await page.getByRole("menuitem", { name: item, exact: true }).press("Enter");
    await page.getByRole("menu").waitFor({ state: "detached" });
  }

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
