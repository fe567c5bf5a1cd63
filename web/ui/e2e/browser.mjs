// A Chromium for the tests, one page that watches for what must never happen, and signing in.
import { chromium } from "playwright-core";

const ARGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export const BASE_URL = required("BASE_URL");
export const EMAIL = required("EMAIL");
export const PASSWORD = required("PASSWORD");

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ARGS.split(" "),
  });
}

/** A page in a fresh profile; `page.incidents` lists what went wrong in it. `abroad` is an origin that it may visit. */
export async function openPage(browser, { abroad, ...options } = {}) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.incidents = [];
  page.setDefaultTimeout(15_000);
  page.on("console", (message) => {
    // the browser reports every 4xx answer as an error of its own; those are the tests' business
    const status = /Failed to load resource.*status of 4\d\d/.test(message.text());
    const elsewhere = abroad !== undefined && message.location().url.startsWith(abroad);
    if (message.type() === "error" && !status && !elsewhere)
      page.incidents.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.incidents.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== abroad && url.origin !== new URL(BASE_URL).origin)
      page.incidents.push(`foreign: ${url}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(
        `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  return page;
}

export async function signIn(page, { email = EMAIL, password = PASSWORD } = {}) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Tries again as long as the answer is that there were too many tries: tests on one account share its limit. */
export async function patiently(page, attempt, outcome) {
  const limited = page.getByText(/try again in \d+ s/i).first();
  for (;;) {
    await attempt();
    await outcome.or(limited).first().waitFor();
    if (!(await limited.isVisible())) return;
    const [, seconds] = /in (\d+) s/i.exec(await limited.innerText());
    await page.waitForTimeout((Number(seconds) + 0.5) * 1000);
  }
}

function required(name) {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: the tests need BASE_URL, EMAIL and PASSWORD of a running Gatehouse`);
  return value;
}
