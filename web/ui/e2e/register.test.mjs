// The exposure register and the SIEM in a real browser: an incident from entering it to its evidence, and a token to pull with.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, afterEach, before, describe, test } from "node:test";
import { request } from "playwright-core";
import { BASE_URL, launch, openPage, patiently, signIn } from "./browser.mjs";

// words of this run only: the same Gatehouse may be tested twice, and an entry stays
const RUN = Date.now().toString(36);
const LAPTOP = `Lost laptop ${RUN}`;
const LETTER = `Letter to the wrong person ${RUN}`;
const CASE = `Reported to the authority as case ${RUN}`;

describe("the exposure register and the SIEM", () => {
  let browser;
  let page;
  let siem;
  let address;
  let token;
  const messages = () => page.getByRole("region", { name: "Messages" });
  const row = (title) => page.getByRole("row").filter({ hasText: title });
  const panel = () => page.getByRole("complementary", { name: "Entry" });
  const dialog = () => page.getByRole("dialog", { name: "Enter an incident" });
  const card = () => page.getByRole("region", { name: "SIEM" });
  const form = () => page.getByRole("form", { name: "SIEM target" });
  const pull = (as) => siem.get(address, { headers: { authorization: `Bearer ${as}` } });

  before(async () => {
    browser = await launch();
    page = await openPage(browser);
    // a SIEM has no session
    siem = await request.newContext({ ignoreHTTPSErrors: true });
    await page.goto(`${BASE_URL}/login`);
    await patiently(page, () => signIn(page), page.getByRole("button", { name: /^Account of/ }));
  });
  after(async () => {
    await siem?.dispose();
    await browser?.close();
  });
  afterEach(() => assert.deepEqual(page.incidents.splice(0), [], "nothing may go wrong unseen"));

  test("refuses what lies too far ahead, at its field", async () => {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Register" }).click();
    await page.getByRole("heading", { level: 1, name: "Exposure register" }).waitFor();
    await page.getByRole("button", { name: "Enter an incident" }).click();
    await dialog().getByLabel("What happened").fill(LAPTOP);
    await dialog()
      .getByLabel("Became aware")
      .fill(await hoursAgo(-48));
    await dialog().getByRole("button", { name: "Enter", exact: true }).click();
    await dialog().getByRole("alert").filter({ hasText: "more than a day ahead" }).waitFor();
  });

  test("enters an incident and shows how long there is", async () => {
    await dialog()
      .getByLabel("Became aware")
      .fill(await hoursAgo(1));
    await dialog().getByLabel("People affected").fill("12");
    await dialog().getByLabel("Passwords").check();
    await dialog().getByLabel("Other data").fill("Shoe sizes");
    await dialog().getByRole("button", { name: "Enter", exact: true }).click();
    await dialog().waitFor({ state: "detached" });
    await row(LAPTOP)
      .getByText(/^7[01] h \d+ min left$/)
      .waitFor();
    await row(LAPTOP).getByText("Credentials, Other personal data").waitFor();
  });

  test("tells what is overdue from what is not", async () => {
    await page.getByRole("button", { name: "Enter an incident" }).click();
    await dialog().getByLabel("What happened").fill(LETTER);
    await dialog()
      .getByLabel("Became aware")
      .fill(await hoursAgo(80));
    await dialog().getByRole("button", { name: "Enter", exact: true }).click();
    await row(LETTER)
      .getByText(/^Overdue by [78] h$/)
      .waitFor();
    await page.getByLabel("Which entries").selectOption("OVERDUE");
    await row(LAPTOP).waitFor({ state: "detached" });
    await row(LETTER).waitFor();
    await page.getByLabel("Which entries").selectOption("ALL");
    await row(LAPTOP).waitFor();
  });

  test("moves an entry on, and its clock with it", async () => {
    await row(LAPTOP).getByRole("link", { name: LAPTOP }).click();
    await panel().getByLabel("Status").selectOption("NOTIFIED");
    await panel().getByLabel("Assessment").fill(CASE);
    await panel().getByRole("button", { name: "Save" }).click();
    await messages().getByText("Entry changed").waitFor();
    await panel().getByText("Met", { exact: true }).waitFor();
    await page.reload();
    await panel().getByText("Authority told").waitFor();
    assert.equal(await panel().getByLabel("Assessment").inputValue(), CASE);
    await row(LAPTOP).getByText("Notified", { exact: true }).waitFor();
  });

  test("hands out the evidence", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      panel().getByRole("link", { name: "Evidence as CSV" }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^exposure-[\da-f-]+\.csv$/);
    const text = await readFile(await download.path(), "utf8");
    for (const fact of [`Title,${LAPTOP}`, "Status,NOTIFIED", "Affected employees,12", `Assessment,${CASE}`])
      assert.ok(text.includes(`${fact}\r\n`), `${fact} in ${text}`);
  });

  test("fits a telephone, with an entry open", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await panel().getByText("Authority told").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    await panel().getByRole("button", { name: "Close" }).click();
    await panel().waitFor({ state: "detached" });
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test("gives a SIEM a token that is shown once, and alerts for it", async () => {
    await page.goto(`${BASE_URL}/settings`);
    address = await card().getByLabel("pull address", { exact: true }).innerText();
    assert.ok(address.startsWith(`${BASE_URL}/api/integrations/siem/`), address);
    token = await freshToken();
    await card()
      .getByText(`...${token.slice(-4)}`)
      .waitFor();
    assert.equal(await page.getByText(token).count(), 0);
    const answer = await pull(token);
    assert.equal(answer.status(), 200, await answer.text());
    const [alert] = await answer.json();
    assert.ok(alert.id && alert.severity && alert.employee, JSON.stringify(alert));
  });

  test("takes only the new token once it is renewed", async () => {
    const old = token;
    token = await freshToken();
    assert.equal((await pull(old)).status(), 401);
    assert.equal((await pull(token)).status(), 200);
  });

  test("pushes to a target, which is named in part, until it is removed", async () => {
    const target = form().getByRole("textbox");
    await target.fill("http://siem.acme.example/in");
    await form().getByRole("button", { name: "Save" }).click();
    await form().getByRole("alert").filter({ hasText: "syslog+tls:// address" }).waitFor();
    await target.fill("syslog+tls://127.0.0.1");
    assert.equal(await form().getByLabel("Format").inputValue(), "syslog");
    await form().getByRole("button", { name: "Save" }).click();
    await messages().getByText("Target saved").waitFor();
    await form().getByText("syslog+tls://127.0.0.1:6514", { exact: true }).waitFor();
    await form().getByRole("button", { name: "Remove target" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await messages().getByText("Target removed").waitFor();
    await form().getByRole("button", { name: "Remove target" }).waitFor({ state: "detached" });
  });

  test("closes the export with the token", async () => {
    await card().getByRole("button", { name: "Remove token" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await card().getByText("There is no token").waitFor();
    assert.equal((await pull(token)).status(), 401);
  });

  /** What a field for local time takes. */
  function hoursAgo(hours) {
    return page.evaluate((ms) => {
      const at = new Date(Date.now() - ms);
      return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    }, hours * 3_600_000);
  }

  async function freshToken() {
    await card()
      .getByRole("button", { name: /^(Make a|Renew) token$/ })
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^(Make the|Renew) token$/ }).click();
    const made = await dialog.getByLabel("SIEM token", { exact: true }).innerText();
    assert.match(made, /^[\da-f]{64}$/);
    await dialog.getByRole("button", { name: "I have saved it" }).click();
    await dialog.waitFor({ state: "detached" });
    return made;
  }
});
