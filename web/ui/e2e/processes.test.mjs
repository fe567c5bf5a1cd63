// From an API key to a handled process alert, in a real browser against a running Gatehouse.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { request } from "playwright-core";
import { BASE_URL, launch, openPage, signIn } from "./browser.mjs";

// names of this run only: the same Gatehouse may be tested twice
const RUN = Date.now().toString(36);
const PROCESS = `dropper-${RUN}.exe`;
const HOST = `host-${RUN}.acme.example`;
const AGENT = `agent-${RUN}`;
const LABEL = `Test ${RUN}`;

describe("process alerts", () => {
  let browser;
  let page;
  let agent;
  let secret;
  const rows = () => page.locator("[data-row-link]");
  const panel = () => page.getByRole("complementary", { name: "Process alert" });
  const messages = () => page.getByRole("region", { name: "Messages" });

  before(async () => {
    browser = await launch();
    page = await openPage(browser);
    agent = await request.newContext({ baseURL: BASE_URL, ignoreHTTPSErrors: true });
    await page.goto(`${BASE_URL}/login`);
    await signIn(page);
    await page.waitForURL(/\/alerts/);
  });
  after(async () => {
    await agent?.dispose();
    await browser?.close();
  });
  afterEach(() => assert.deepEqual(page.incidents.splice(0), [], "nothing may go wrong unseen"));

  test("makes an API key and shows its secret once", async () => {
    await page.goto(`${BASE_URL}/api-keys?new=1`);
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(LABEL);
    await dialog.getByRole("button", { name: "Make the key" }).click();
    secret = await dialog.getByLabel("API key", { exact: true }).innerText();
    assert.match(secret, /^gh_[\w-]{43}$/);
    await dialog.getByRole("button", { name: "I have saved it" }).click();
    await dialog.waitFor({ state: "detached" });
    const row = page.getByRole("row").filter({ hasText: LABEL });
    await row.getByText(secret.slice(-4)).waitFor();
    assert.equal(await page.getByText(secret).count(), 0);
  });

  test("finds an alert that an agent sends with the key", async () => {
    for (const pid of [4711, 4712, 4713]) {
      const answer = await agent.post("/alerts", { headers: { "x-api-key": secret }, data: alert(pid) });
      assert.equal(answer.status(), 200, await answer.text());
    }
    await page.goto(`${BASE_URL}/alerts?kind=process_alert`);
    // the search index follows within a second or so: the question is asked until it has all three
    await until(async () => {
      await page.getByRole("searchbox").fill("");
      await page.getByRole("searchbox").fill(RUN);
      await page.getByRole("searchbox").press("Enter");
      const found = rows().filter({ hasText: PROCESS });
      await found
        .nth(2)
        .waitFor({ timeout: 3000 })
        .catch(() => {});
      return (await found.count()) === 3 && (await rows().count()) === 3;
    }, "three alerts");
    await rows().first().click();
    await panel().getByText("Where and when").waitFor();
    for (const fact of [`C:\\Temp\\${PROCESS}`, HOST, "a".repeat(64), "explorer.exe", "beacon-7"])
      await panel().getByText(fact).first().waitFor();
    await panel().getByText("Blocked").waitFor();
  });

  test("dismisses with a reason and takes it back", async () => {
    await panel().getByRole("button", { name: "Dismiss…" }).click();
    await dismissFor("Known software");
    await panel().getByText("Known software").waitFor();
    await messages().getByRole("button", { name: "Undo" }).click();
    await panel().getByRole("button", { name: "Dismiss…" }).waitFor();
    assert.equal(await panel().getByText("Known software").count(), 0);
  });

  test("dismisses several at once", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("checkbox", { name: "Select all shown alerts" }).check();
    const bar = page.getByRole("toolbar", { name: "Selected alerts" });
    await bar.getByText("3 alerts").waitFor();
    await bar.getByRole("button", { name: "Dismiss…" }).click();
    await dismissFor("Test of our own");
    await messages().getByText("3 alerts dismissed").waitFor();
    await messages().getByRole("button", { name: "Undo" }).last().click();
    await messages().getByText("3 alerts are open again").waitFor();
  });

  test("shows them as one row of the groups, and dismisses the row", async () => {
    await page.goto(`${BASE_URL}/process-groups`);
    await page.getByLabel("Process", { exact: true }).fill(PROCESS);
    const which = page.getByRole("group", { name: "Which alerts" });
    const row = page.getByRole("row").filter({ hasText: PROCESS });
    await row.getByText("3", { exact: true }).waitFor();
    await row.getByRole("button", { name: /^Dismiss 3 alerts/ }).click();
    await dismissFor("Dealt with");
    await row.waitFor({ state: "detached" });
    await which.getByText("Dismissed").click();
    await row.getByRole("button", { name: /^Restore 3 alerts/ }).click();
    await row.waitFor({ state: "detached" });
    await which.getByText("Open").click();
    await row.waitFor();
  });

  test("lists the agent, and refuses a message that names what nobody knows", async () => {
    await page.goto(`${BASE_URL}/agents`);
    await page.getByRole("searchbox", { name: "Search agents" }).fill(HOST);
    await page.locator(`[data-row="${AGENT}"]`).click();
    const beside = page.getByRole("complementary", { name: "Agent", exact: true });
    const message = beside.getByLabel("Message");
    await message.fill("{hostname} ran {nothing_known}");
    await beside.getByRole("button", { name: "Save" }).click();
    await beside.getByRole("alert").filter({ hasText: "nothing_known" }).waitFor();
    await message.fill("{hostname} ran {process_name}");
    await beside.getByRole("button", { name: "Save" }).click();
    await messages().getByText("saved").waitFor();
    await beside.getByRole("button", { name: "Remove agent" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove agent" }).click();
    await page.locator(`[data-row="${AGENT}"]`).waitFor({ state: "detached" });
  });

  test("switches the key off, which its bearer notices", async () => {
    await page.goto(`${BASE_URL}/api-keys`);
    const active = page.getByRole("switch", { name: `${LABEL} active` });
    await active.click();
    await page.getByRole("switch", { name: `${LABEL} active`, checked: false }).waitFor();
    const answer = await agent.post("/alerts", { headers: { "x-api-key": secret }, data: alert(4714) });
    assert.equal(answer.status(), 401);
    await page.getByRole("button", { name: `Delete ${LABEL}` }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete key" }).click();
    await active.waitFor({ state: "detached" });
  });

  test("shows the settings, and the exact failure of a test mail", async () => {
    await page.goto(`${BASE_URL}/settings`);
    for (const name of ["Organization", "Uninstall password", "Mail server", "SMS gateway"])
      await page.getByRole("heading", { name, level: 2 }).waitFor();
    const mail = page.getByRole("region", { name: "Mail server" });
    await mail.getByLabel("Server", { exact: true }).fill("nowhere.invalid");
    await mail.getByLabel("Sender", { exact: true }).fill("gatehouse@acme.example");
    await mail.getByRole("button", { name: "Save" }).click();
    await messages().getByText("Mail server saved").waitFor();
    await mail.getByLabel("Send a test to").fill("somebody@acme.example");
    await mail.getByRole("button", { name: "Send test" }).click();
    await mail.getByText("Test mail was not delivered:").waitFor();
  });

  function alert(pid) {
    return {
      uuid: AGENT,
      version: "2.4.0",
      hostname: HOST,
      pid,
      process_name: PROCESS,
      process_path: `C:\\Temp\\${PROCESS}`,
      process_sha256: "a".repeat(64),
      parent_process_name: "explorer.exe",
      action_taken: "blocked",
      detected_at: Math.floor(Date.now() / 1000),
      campaign: "beacon-7",
    };
  }

  async function dismissFor(reason) {
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: reason }).click();
    await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }

  async function until(holds, what) {
    for (const end = Date.now() + 60_000; Date.now() < end;) if (await holds()) return;
    assert.fail(`did not come: ${what}`);
  }
});
