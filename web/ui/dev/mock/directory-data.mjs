// Made connections to directories: one that syncs, one that stopped to ask, one that is pushed to.

const ago = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();

export function madeDirectories() {
  return [
    connection("OKTA", "Okta", {
      status: "ACTIVE",
      lastSyncAt: ago(0.6),
      lastSyncCount: 412,
      autoSyncIntervalMinutes: 60,
      config: { domain: "acme.okta.com" },
      lastSync: {
        delta: false,
        listed: 431,
        added: 3,
        changed: 5,
        left: 1,
        unchanged: 420,
        refused: [{ externalId: "00u7", reason: "the address vera@acme.example belongs to somebody else" }],
        refusedTotal: 1,
      },
    }),
    connection("LDAP", "Berlin office", {
      status: "ERROR",
      lastSyncAt: ago(30),
      lastSyncCount: 120,
      errorMessage:
        'stopped to ask: 41 of 120 active people are gone from the directory, and more than 20 % are not marked as gone unasked; sync again with "confirm": true if they have left',
      config: {
        host: "dc.acme.example",
        port: "636",
        bindDN: "gatehouse@acme.example",
        baseDN: "OU=Staff,DC=acme,DC=example",
      },
      lastSync: nothing(120),
    }),
    connection("SCIM", "Entra ID", {
      status: "ACTIVE",
      scim: {
        tokenHint: "ghs_…x7Qp",
        tokenCreatedAt: ago(700),
        previousTokenUntil: ago(-20),
        requestsPerMinute: 120,
      },
    }),
  ];
}

let made = 0;

export function connection(type, name, more = {}) {
  return {
    id: `0199dd42-0000-7000-8000-${String(++made).padStart(12, "0")}`,
    type,
    name,
    status: "PENDING",
    lastSyncAt: null,
    lastSyncCount: null,
    errorMessage: null,
    createdAt: new Date().toISOString(),
    autoSyncIntervalMinutes: null,
    maxLeaversPercent: 20,
    config: {},
    lastSync: null,
    scim: null,
    ...more,
  };
}

/** What a sync comes to in which nothing is new. */
export const nothing = (listed) => ({
  delta: false,
  listed,
  added: 0,
  changed: 0,
  left: 0,
  unchanged: listed,
  refused: [],
  refusedTotal: 0,
});
