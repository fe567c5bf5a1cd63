// Reports and retention in a real browser: a file taken home, a schedule made and taken away, a trial of what would go.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { BASE_URL, launch, openPage, signIn } from "./browser.mjs";

// an address of this run only: the same Gatehouse may be tested twice
const RECIPIENT = `board-${Date.now().toString(36)}@acme.example`;

describe("reports", () => {
  let browser;
  let page;
  const row = () => page.getByRole("row").filter({ hasText: RECIPIENT });

  before(async () => {
    browser = await launch();
    page = await openPage(browser);
    await page.goto(`${BASE_URL}/login`);
    await signIn(page);
    await page.waitForURL(/\/alerts/);
  });
  after(() => browser?.close());
  afterEach(() => assert.deepEqual(page.incidents.splice(0), [], "nothing may go wrong unseen"));

  test("takes a report home as a table and as pages", async () => {
    await page.getByRole("link", { name: "Reports" }).click();
    await page.getByRole("heading", { level: 1, name: "Reports" }).waitFor();
    for (const format of ["CSV", "PDF"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: `Employees as ${format}` }).click(),
      ]);
      assert.match(
        download.suggestedFilename(),
        new RegExp(`^gatehouse_.+_employees_.+\\.${format.toLowerCase()}$`),
      );
      assert.equal(await download.failure(), null);
    }
  });

  test("schedules a report, changes it and takes it away", async () => {
    await page.getByRole("button", { name: "Schedule a report" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Recipients").fill("nobody");
    await dialog.getByRole("button", { name: "Schedule report" }).click();
    await dialog.getByRole("alert").filter({ hasText: "not an e-mail address" }).waitFor();
    await dialog.getByLabel("Recipients").fill(RECIPIENT);
    await dialog.getByLabel("Compliance").uncheck();
    await dialog.getByRole("button", { name: "Schedule report" }).click();
    await dialog.waitFor({ state: "detached" });
    await row().getByText("Exposure, Employees, Trends").waitFor();

    await row()
      .getByRole("button", { name: `Edit the report to ${RECIPIENT}` })
      .click();
    await dialog.getByLabel("Sent").selectOption("MONTHLY");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await row().getByText("First of the month").waitFor();

    await row()
      .getByRole("button", { name: `Delete the report to ${RECIPIENT}` })
      .click();
    await page.getByRole("button", { name: "Delete schedule" }).click();
    await row().waitFor({ state: "detached" });
  });

  test("says what retention would remove before anything is saved", async () => {
    await page.goto(`${BASE_URL}/settings`);
    const card = page.getByRole("region", { name: "Retention" });
    const days = card.getByLabel("Audit log, days");
    await days.fill("3");
    await card.getByRole("button", { name: "Preview" }).click();
    await card.getByRole("alert").waitFor();
    await days.fill("365");
    await card.getByRole("button", { name: "Preview" }).click();
    await card.getByText("would remove: nothing").waitFor();
  });
});
