// The kinds of directories, what to do at each before it can be connected, and what it asks for (docs/directories).
import type { DirectoryType } from "$api/types";

export interface Setting {
  /** As the API names it. */
  name: string;
  label: string;
  /** A line of text unless it says otherwise; `key` is a secret of several lines. */
  as?: "secret" | "key" | "switch" | "encryption";
  required?: boolean;
  /** What a new one begins with. */
  initial?: string;
  hint?: string;
  placeholder?: string;
  pattern?: string;
  /** Says to whom the secret is sent: with another one it has to be entered again. */
  destination?: boolean;
  /** Seldom needed: folded away. */
  rare?: boolean;
}

export interface Kind {
  type: DirectoryType;
  label: string;
  /** What to do there first. */
  first: string;
  settings: Setting[];
}

const baseUrl = (hint: string): Setting => ({
  name: "base_url",
  label: "Base URL",
  placeholder: "https://",
  hint,
  destination: true,
  rare: true,
});

export const KINDS: Kind[] = [
  {
    type: "AZURE_AD",
    label: "Microsoft Entra ID",
    first:
      "First register an application in the Entra admin centre, with the permission User.Read.All, admin consent and a client secret.",
    settings: [
      { name: "tenantId", label: "Directory (tenant) ID", required: true },
      { name: "clientId", label: "Application (client) ID", required: true },
      {
        name: "clientSecret",
        label: "Client secret",
        as: "secret",
        required: true,
        hint: "The secret's value, not its ID",
      },
      { name: "includeGuests", label: "Guests as well", as: "switch" },
      baseUrl("In place of login.microsoftonline.com and graph.microsoft.com"),
    ],
  },
  {
    type: "GOOGLE_WORKSPACE",
    label: "Google Workspace",
    first:
      "First make a service account with a key in the Google Cloud console, and give it domain-wide delegation in the Admin console.",
    settings: [
      {
        name: "serviceAccountEmail",
        label: "Service account's address",
        required: true,
        hint: "client_email of the key's JSON file",
      },
      {
        name: "privateKey",
        label: "Private key",
        as: "key",
        required: true,
        placeholder: "-----BEGIN PRIVATE KEY-----",
        hint: "private_key of the same file",
      },
      { name: "delegatedAdminEmail", label: "Address of the admin it acts for", required: true },
      { name: "domain", label: "Domain", hint: "Empty for all domains of the account", destination: true },
      baseUrl("In place of oauth2.googleapis.com and admin.googleapis.com"),
    ],
  },
  {
    type: "OKTA",
    label: "Okta",
    first:
      "First make a user for Gatehouse with the role Read-only Administrator, and an API token as that user. It ends when it is not used for 30 days.",
    settings: [
      {
        name: "domain",
        label: "Domain",
        required: true,
        placeholder: "acme.okta.com",
        hint: "Not the address of the admin console",
        destination: true,
      },
      { name: "apiToken", label: "API token", as: "secret", required: true },
      {
        name: "readFactors",
        label: "Who has a second factor as well: one request more for each person",
        as: "switch",
      },
      baseUrl("In place of https:// and the domain"),
    ],
  },
  {
    type: "AWS_DIRECTORY",
    label: "AWS IAM Identity Center",
    first:
      "First make an IAM user that may identitystore:ListUsers, and an access key for it. Where Identity Center itself is fed by Entra ID or Okta, connect that one instead.",
    settings: [
      { name: "accessKeyId", label: "Access key ID", required: true },
      { name: "secretAccessKey", label: "Secret access key", as: "secret", required: true },
      { name: "region", label: "Region", required: true, placeholder: "eu-west-1", destination: true },
      { name: "identityStoreId", label: "Identity store ID", required: true, placeholder: "d-1234567890" },
      baseUrl("In place of the region's own address"),
    ],
  },
  {
    type: "LDAP",
    label: "Active Directory or LDAP",
    first:
      "First make an account there that may read people. A server at a private address is reached only by a grant in the appliance's configuration; the test says which.",
    settings: [
      {
        name: "host",
        label: "Host",
        required: true,
        placeholder: "dc.corp.example",
        hint: "The name in the server's certificate",
        destination: true,
      },
      {
        name: "port",
        label: "Port",
        required: true,
        initial: "636",
        pattern: "[0-9]+",
        hint: "636 for LDAPS, else 389",
        destination: true,
      },
      { name: "encryption", label: "Encryption", as: "encryption", initial: "port", destination: true },
      {
        name: "bindDN",
        label: "Account",
        required: true,
        placeholder: "cn=gatehouse,dc=acme,dc=example",
        hint: "Active Directory also takes user@domain",
      },
      { name: "bindPassword", label: "Password", as: "secret", required: true },
      {
        name: "baseDN",
        label: "Base DN",
        required: true,
        placeholder: "ou=people,dc=acme,dc=example",
        hint: "Below which people lie",
      },
      { name: "userFilter", label: "User filter", placeholder: "(objectClass=person)", rare: true },
      {
        name: "groupDN",
        label: "Group DN",
        hint: "Only members of this group; the server has to know memberOf",
        rare: true,
      },
      { name: "nestedGroups", label: "Members of its groups as well", as: "switch", rare: true },
    ],
  },
  {
    type: "SCIM",
    label: "Pushed by an identity provider (SCIM)",
    first:
      "Entra ID, Okta, JumpCloud and others push people here by themselves. You are shown the address and the token to enter there.",
    settings: [],
  },
];

export function kindOf(type: string): Kind {
  const kind = KINDS.find((one) => one.type === type);
  if (!kind) throw new Error(`there is no kind of directory ${type}`);
  return kind;
}
