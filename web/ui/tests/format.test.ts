import { expect, test } from "vitest";
import { riskLevel } from "$lib/format/risk";
import { curl, curlWithToken } from "$lib/format/curl";
import { fileSize } from "$lib/format/size";
import { ago, breachDay, duration, span } from "$lib/format/time";
import { initials, plural, words } from "$lib/format/words";
import { nextSteps } from "../src/pages/alerts/next-steps";

const NOW = Date.parse("2026-05-01T12:00:00Z");

test("times in lists are short and relative", () => {
  expect(ago("2026-05-01T11:59:55Z", NOW)).toBe("now");
  expect(ago("2026-05-01T09:00:00Z", NOW)).toMatch(/3\s?h/);
  expect(ago("2026-04-21T12:00:00Z", NOW)).toMatch(/10\s?d/);
});

test("an unknown breach date is not shown as 1970", () => {
  expect(breachDay("1970-01-01")).toBe("Unknown");
  expect(breachDay("2012-05-05")).toMatch(/2012/);
});

test("durations", () => {
  expect(duration(null, null)).toBe("–");
  expect(duration("2026-05-01T12:00:00Z", "2026-05-01T12:00:00.250Z")).toBe("250 ms");
  expect(duration("2026-05-01T12:00:00Z", null, NOW + 61_000)).toBe("1 min 1 s");
});

test("spans and sizes in their largest unit", () => {
  expect([0, 59_000, 61_000, 7_300_000, 200_000_000].map(span)).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "2 h",
    "2 d",
  ]);
  expect([0, 999, 1_204_551, null].map(fileSize)).toEqual(["0 bytes", "999 bytes", "1.2 MB", "–"]);
});

test("a command survives quotes in what it sends", () => {
  expect(curl("/alerts", "k", { name: "it's" })).toContain(`-d '{"name":"it'\\''s"}'`);
  expect(curl("/agents", "k").split("\n")).toHaveLength(2);
  expect(curlWithToken("/api/x", "t")).toMatch(/^curl \S+\/api\/x \\\n {2}-H 'Authorization: Bearer t'$/);
});

test("names from the API as people read them", () => {
  expect(words("STEALER_LOG")).toBe("Stealer log");
  expect(words("credit_card")).toBe("Credit card");
  expect(words("HIBP")).toBe("Have I Been Pwned");
  expect(words("")).toBe("");
  expect(plural(1, "match", "matches")).toBe("1 match");
  expect(initials("ada.lovelace@acme.example")).toBe("AL");
});

test("risk levels begin where the contract says", () => {
  expect([0, 25, 26, 50, 51, 75, 76, 100].map(riskLevel)).toEqual([
    "LOW",
    "LOW",
    "MEDIUM",
    "MEDIUM",
    "HIGH",
    "HIGH",
    "CRITICAL",
    "CRITICAL",
  ]);
});

test("a stolen session is the first thing to end", () => {
  expect(nextSteps({ dataTypes: ["password"], artifacts: ["COOKIE"] })[0]).toContain("sessions");
  expect(nextSteps({ dataTypes: ["email"], artifacts: [] })[0]).toContain("phishing");
});
