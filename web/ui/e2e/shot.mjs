// Takes pictures of the console, light and dark: `npm run shot -- FOLDER [alerts|all]`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { BASE_URL, launch, openPage, signIn } from "./browser.mjs";

const folder = process.argv[2] ?? "shots";
const all = process.argv[3] === "all";
const LISTS = [
  "process-groups",
  "agents",
  "employees",
  "jobs",
  "reports",
  "register",
  "members",
  "connectors",
  "channels",
  "credentials",
  "api-keys",
  "audit",
];

mkdirSync(folder, { recursive: true });
const browser = await launch();
try {
  for (const colorScheme of ["light", "dark"]) {
    const page = await openPage(browser, { colorScheme, viewport: { width: 1440, height: 900 } });
    const shot = (name) => page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    await page.goto(`${BASE_URL}/login`);
    await page.getByLabel("E-mail").waitFor();
    if (all) {
      await shot("login");
      await page.goto(`${BASE_URL}/forgot`);
      await page.getByLabel("E-mail").waitFor();
      await shot("forgot");
      await page.goto(`${BASE_URL}/reset?token=made`);
      await page.getByRole("textbox", { name: "New password" }).waitFor();
      await shot("reset");
      await page.goto(`${BASE_URL}/login`);
    }
    await signIn(page);
    await page.locator("[data-row-link]").first().waitFor();
    await page.mouse.move(0, 0);
    await shot("alerts");
    await page.goto(`${BASE_URL}/dashboard`);
    await page.locator("[data-widget] .numeric").first().waitFor();
    await page.screenshot({ path: join(folder, `dashboard-${colorScheme}.png`), fullPage: true });
    if (!all) continue;
    await page.goto(`${BASE_URL}/alerts`);
    await page.getByRole("searchbox").fill("linkedin OR adobe");
    await page.locator("mark").first().waitFor();
    await shot("alerts-search");
    await page.getByLabel("Help with searching").click();
    await page.getByText("Searching", { exact: true }).waitFor();
    await shot("alerts-help");
    await page.keyboard.press("Escape");
    await page.locator("[data-row-link]").nth(1).click();
    await page.getByRole("complementary", { name: "Alert" }).getByText("Breach date").waitFor();
    await shot("alert");
    await page.goto(`${BASE_URL}/alerts?q=linkedin%20nosuchfield%3Ax`);
    await page.getByRole("alert").waitFor();
    await shot("alerts-problem");
    await page.goto(`${BASE_URL}/alerts?kind=process_alert`);
    await page
      .getByRole("checkbox", { name: /^Select/ })
      .nth(2)
      .check();
    await page.locator("[data-row-link]").first().click();
    await page.getByRole("complementary", { name: "Process alert" }).getByText("Detected").waitFor();
    await shot("process-alert");
    await page.getByRole("button", { name: "Dismiss…", exact: true }).last().click();
    await page.getByRole("dialog").waitFor();
    await shot("process-dismiss");
    await page.goto(`${BASE_URL}/agents`);
    await page.locator("[data-row]").nth(3).click();
    await page.getByRole("complementary", { name: "Agent" }).getByText("Placeholders").click();
    await shot("agent");
    for (const name of ["settings", "account", "directories"]) {
      await page.goto(`${BASE_URL}/${name}`);
      await page.getByRole("heading", { level: 2 }).nth(1).waitFor();
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
    }
    for (const name of LISTS) {
      await page.goto(`${BASE_URL}/${name}`);
      await page.locator("tbody tr td:not(:has(.skeleton)), .empty").first().waitFor();
      await shot(name);
    }
    await page.setViewportSize({ width: 400, height: 800 });
    await page.goto(`${BASE_URL}/alerts`);
    await page.locator("[data-row-link]").first().waitFor();
    await shot("alerts-phone");
    await page.goto(`${BASE_URL}/dashboard`);
    await page.locator("[data-widget] .numeric").first().waitFor();
    await shot("dashboard-phone");
  }
} finally {
  await browser.close();
}
