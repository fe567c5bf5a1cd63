// API keys, the organization, and how it is reached.
import { randomBytes } from "node:crypto";
import { invalid, problem, removed } from "./answer.mjs";

const shown = (key) => Object.fromEntries(Object.entries(key).filter(([name]) => name !== "secret"));

export const ORGANIZATION_ROUTES = {
  "GET /api/console/api-keys": ({ state }) => ({ body: state.apiKeys.map(shown) }),
  "POST /api/console/api-keys": ({ state, body }) => {
    if (!body.label?.trim()) return invalid("label", "must be 1 to 100 printable characters");
    const secret = `gh_${randomBytes(32).toString("base64url")}`;
    const key = {
      id: `0199dd40-0000-7000-8000-${String(++state.ids).padStart(12, "0")}`,
      label: body.label,
      hint: `gh_…${secret.slice(-4)}`,
      enabled: body.enabled ?? true,
      permission: body.permission ?? "full",
      version: 1,
      created: new Date().toISOString(),
      lastUsed: null,
      secret,
    };
    state.apiKeys.push(key);
    return { status: 201, body: { ...shown(key), key: secret } };
  },
  "PATCH /api/console/api-keys/{}": ({ state, id, body: { version, ...change } }) => {
    const key = state.apiKeys.find((item) => item.id === id);
    if (!key) return problem(404, "Not found");
    if (version !== key.version) return problem(409, "the key was changed meanwhile; load it again");
    if (change.enabled !== undefined) key.enabled = change.enabled;
    key.version += 1;
    return { body: shown(key) };
  },
  "DELETE /api/console/api-keys/{}": ({ state, id }) => removed(state.apiKeys, id),
  "GET /api/console/organization": ({ state }) => ({ body: state.organization }),
  "PATCH /api/console/organization": ({ state, body: { version, uninstallPassword, ...change } }) => {
    if (version !== state.organization.version)
      return problem(409, "the organization was changed meanwhile; load it again");
    if (change.contactPhone && !/^\+?[\d\s()-]{5,}$/.test(change.contactPhone))
      return invalid("contactPhone", "is no phone number");
    Object.assign(state.organization, change, { version: version + 1 });
    if (uninstallPassword) state.organization.hasUninstallPassword = true;
    return { body: state.organization };
  },
  "GET /api/console/mail": ({ state }) => ({ body: state.mail }),
  "PUT /api/console/mail": ({ state, body: { password, ...change } }) => {
    Object.assign(state.mail, change, { configured: true });
    if (password !== undefined) state.mail.hasPassword = password !== "";
    return { body: state.mail };
  },
  "POST /api/console/mail/test": ({ state, body }) => {
    const fits = state.mail.host.endsWith(".acme.example");
    const error = fits ? null : `cannot resolve ${state.mail.host}: no such host is known`;
    return body.to.includes("@")
      ? { body: { delivered: fits, error } }
      : invalid("to", "is no e-mail address");
  },
  "GET /api/console/sms": ({ state }) => ({ body: state.sms }),
  "PUT /api/console/sms": ({ state, body: { headers, ...change } }) => {
    if (!change.body.includes("{to}") || !change.body.includes("{text}"))
      return invalid("body", "must contain {to} and {text}");
    Object.assign(state.sms, change, { configured: true });
    if (headers !== undefined) state.sms.headerNames = headers.split("\n").map((line) => line.split(":")[0]);
    return { body: state.sms };
  },
  "POST /api/console/sms/test": () => ({
    body: { delivered: false, error: 'the gateway answered 401: {"message": "unknown key"}' },
  }),
};
