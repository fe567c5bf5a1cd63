// A directory's settings as its form holds them, and what of them is new.
import type { Config } from "$api/directories";
import type { Kind, Setting } from "./kinds";

/** Texts by name; a switch that is on is "true", everything that is not set is empty. */
export type Draft = Record<string, string>;

/** How an LDAP connection is secured: two of the API's settings, one question. */
export const ENCRYPTIONS = [
  { value: "port", label: "By the port: LDAPS at 636, else StartTLS" },
  { value: "ldaps", label: "LDAPS" },
  { value: "starttls", label: "StartTLS" },
  { value: "none", label: "None: the password goes in plain text" },
];
const SETTINGS: Record<string, Config> = {
  port: { ssl: null, startTls: null },
  ldaps: { ssl: "true", startTls: null },
  starttls: { ssl: null, startTls: "true" },
  none: { ssl: "false", startTls: null },
};

type Stored = Record<string, string>;

function encryptionOf({ ssl, startTls, port }: Stored): string {
  if (ssl === "true") return "ldaps";
  if (startTls === "true") return "starttls";
  if (ssl === "false") return "none";
  return startTls === "false" && port !== "636" ? "none" : "port";
}

function stored({ name, as }: Setting, config: Stored): string {
  if (as === "encryption") return encryptionOf(config);
  if (as === "switch") return config[name] === "true" ? "true" : "";
  return config[name] ?? "";
}

/** What the form of one that is there begins with; secrets are never shown. */
export function draftOf(kind: Kind, config: Stored): Draft {
  return Object.fromEntries(kind.settings.map((one) => [one.name, stored(one, config)]));
}

/** What the form of a new one begins with. */
export function freshDraft(kind: Kind): Draft {
  return Object.fromEntries(kind.settings.map((one) => [one.name, one.initial ?? ""]));
}

// a secret is taken as it stands
function entered({ name, as }: Setting, draft: Draft): string {
  const text = draft[name] ?? "";
  return as === "secret" ? text : text.trim();
}

/** What is to be sent: all that differs from what is stored. A secret that was not entered stays. */
export function changed(kind: Kind, config: Stored, draft: Draft): Config {
  const changes = kind.settings
    .filter((one) => entered(one, draft) !== stored(one, config))
    .map((one): Config => {
      const text = entered(one, draft);
      return one.as === "encryption" ? (SETTINGS[text] ?? {}) : { [one.name]: text || null };
    });
  return Object.assign({}, ...changes);
}

/** Whether secrets would go somewhere else than before. */
export function moves(kind: Kind, config: Stored, draft: Draft): boolean {
  return kind.settings.some((one) => one.destination && entered(one, draft) !== stored(one, config));
}

/** The port that comes with an encryption, unless another one than the usual was entered. */
export function portFor(encryption: string, port: string): string {
  if (!["636", "389"].includes(port) || encryption === "port") return port;
  return encryption === "ldaps" ? "636" : "389";
}
