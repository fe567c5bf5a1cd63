import { expect, test } from "vitest";
import { asked, syncWords } from "$lib/format/sync";
import { changed, draftOf, freshDraft, moves, portFor } from "../src/pages/directories/config";
import { editOf } from "../src/pages/directories/edit";
import { kindOf } from "../src/pages/directories/kinds";
import { intervals, removalText, standing } from "../src/pages/directories/standing";
import { directory } from "./made";

const LDAP = kindOf("LDAP");
const STORED = { host: "dc.acme.example", port: "636", bindDN: "cn=g", baseDN: "dc=acme" };
const ASKED =
  'stopped to ask: 41 of 120 active people are gone from the directory, and more than 20 % are not marked as gone unasked; sync again with "confirm": true if they have left';

test("of a new directory what was entered is sent, and nothing else", () => {
  const draft = { ...freshDraft(LDAP), host: " dc.acme.example ", bindPassword: " as it stands " };
  expect(changed(LDAP, {}, draft)).toEqual({
    host: "dc.acme.example",
    port: "636",
    bindPassword: " as it stands ",
  });
});

test("of one that is there only what differs is sent, and what was emptied is taken away", () => {
  const stored = { ...STORED, userFilter: "(uid=*)", nestedGroups: "true" };
  const draft = draftOf(LDAP, stored);
  expect(draft.bindPassword).toBe("");
  expect(changed(LDAP, stored, draft)).toEqual({});
  expect(changed(LDAP, stored, { ...draft, userFilter: " ", nestedGroups: "" })).toEqual({
    userFilter: null,
    nestedGroups: null,
  });
});

test("how LDAP is secured is one question and two settings", () => {
  const encryption = (more: Record<string, string>) => draftOf(LDAP, { ...STORED, ...more }).encryption;
  expect(encryption({})).toBe("port");
  expect(encryption({ ssl: "true", startTls: "true" })).toBe("ldaps");
  expect(encryption({ startTls: "true" })).toBe("starttls");
  expect(encryption({ ssl: "false" })).toBe("none");
  expect(encryption({ startTls: "false", port: "389" })).toBe("none");
  expect(encryption({ startTls: "false" })).toBe("port");
  const draft = { ...draftOf(LDAP, STORED), encryption: "starttls" };
  expect(changed(LDAP, STORED, draft)).toEqual({ ssl: null, startTls: "true" });
});

test("the usual port comes with the encryption, another one stays", () => {
  expect(portFor("starttls", "636")).toBe("389");
  expect(portFor("ldaps", "389")).toBe("636");
  expect(portFor("port", "389")).toBe("389");
  expect(portFor("none", "10389")).toBe("10389");
});

test("a secret may stay as long as it goes where it went", () => {
  const draft = draftOf(LDAP, STORED);
  expect(moves(LDAP, STORED, { ...draft, baseDN: "dc=other" })).toBe(false);
  expect(moves(LDAP, STORED, { ...draft, host: "elsewhere.example" })).toBe(true);
  expect(moves(LDAP, STORED, { ...draft, encryption: "none" })).toBe(true);
});

test("an edit without a difference is none", () => {
  const acme = directory();
  const entered = { name: "Acme ", draft: draftOf(kindOf("OKTA"), acme.config), leavers: "20", pace: "" };
  expect(editOf(acme, entered)).toBeNull();
  expect(editOf(acme, { ...entered, name: "Acme Inc", leavers: "35" })).toEqual({
    name: "Acme Inc",
    maxLeaversPercent: 35,
  });
});

test("a connection that is pushed to has a pace, and is asked nothing", () => {
  const scim = { tokenHint: "ghs_…x7Qp", tokenCreatedAt: "2026-05-01T12:00:00Z", requestsPerMinute: 120 };
  const pushed = directory({ type: "SCIM", config: {}, scim });
  expect(editOf(pushed, { name: "Acme", draft: {}, leavers: "35", pace: "3000" })).toEqual({
    requestsPerMinute: 3000,
  });
  expect(removalText(pushed)).toMatch(/^Its token ends at once\./);
});

test("what a sync did is said in words", () => {
  expect(syncWords({ added: 1200, changed: 0, left: 2, refusedTotal: 1 })).toMatch(
    /^1\D?200 joined, 2 left, 1 refused$/,
  );
  expect(syncWords({ added: 0, changed: 0, left: 0, refusedTotal: 0 })).toBe("nothing new");
});

test("a sync that stopped to ask has not failed", () => {
  expect(asked(ASKED)).toEqual({ gone: 41, active: 120 });
  expect(asked("unauthorized: wrong name or password")).toBeNull();
  expect(asked(null)).toBeNull();
  const stands = (change: Parameters<typeof directory>[0], running = false) =>
    standing(directory(change), running).text;
  expect(stands({ status: "ERROR", errorMessage: ASKED })).toBe("Stopped to ask");
  expect(stands({ status: "ERROR", errorMessage: "unavailable: no answer" })).toBe("Sync failed");
  expect(stands({ status: "PENDING" })).toBe("Not synced yet");
  expect(stands({ status: "ERROR", errorMessage: ASKED }, true)).toBe("Syncing");
});

test("an interval that is none of the usual can be kept", () => {
  expect(intervals(null)[0]).toEqual({ value: "", label: "By hand only" });
  expect(intervals(60)).toHaveLength(5);
  expect(intervals(90).at(-1)).toEqual({ value: "90", label: "Every 90 minutes" });
});
