// Directories: connections, made syncs, and people who are pushed by SCIM.
import { randomBytes } from "node:crypto";
import { invalid, problem, removed } from "./answer.mjs";
import { connection, nothing } from "./directory-data.mjs";
import { job } from "./state.mjs";

/** What each kind needs; the secret one is never shown. */
const NEEDED = {
  AZURE_AD: { shown: ["tenantId", "clientId"], secret: "clientSecret" },
  GOOGLE_WORKSPACE: { shown: ["serviceAccountEmail", "delegatedAdminEmail"], secret: "privateKey" },
  OKTA: { shown: ["domain"], secret: "apiToken" },
  AWS_DIRECTORY: { shown: ["accessKeyId", "region", "identityStoreId"], secret: "secretAccessKey" },
  LDAP: { shown: ["host", "port", "bindDN", "baseDN"], secret: "bindPassword" },
};
const DESTINATIONS = ["host", "port", "base_url", "domain", "region", "ssl", "startTls"];
const STEPS = 12;

/** Tokens by connection; the one before is good for as long as its overlap. */
const tokens = new Map();

function withToken(directory, overlapSeconds = 0) {
  const bearerToken = `ghs_${randomBytes(32).toString("base64url")}`;
  const until = new Date(Date.now() + overlapSeconds * 1000).toISOString();
  const former = tokens.get(directory.id)?.token;
  tokens.set(directory.id, { token: bearerToken, former, until });
  directory.scim = {
    requestsPerMinute: 120,
    ...directory.scim,
    tokenHint: `ghs_…${bearerToken.slice(-4)}`,
    tokenCreatedAt: new Date().toISOString(),
    previousTokenUntil: overlapSeconds > 0 ? until : null,
  };
  return { bearerToken, previousTokenUntil: until };
}

function mayPush(id, headers) {
  const [, token] = /^Bearer (.+)$/.exec(headers.authorization ?? "") ?? [];
  const known = tokens.get(id);
  if (!token || !known) return false;
  return token === known.token || (token === known.former && Date.parse(known.until) > Date.now());
}

/** Puts settings into place, or answers what is wrong with them. */
function configure(directory, config, isNew) {
  const needed = NEEDED[directory.type];
  if (!needed) return null;
  const { [needed.secret]: secret, ...shown } = config;
  const next = Object.fromEntries(
    Object.entries({ ...directory.config, ...shown }).filter(([, value]) => value),
  );
  const missing = needed.shown.find((name) => !next[name]) ?? (isNew && !secret ? needed.secret : undefined);
  if (missing) return invalid(`config.${missing}`, "is needed");
  const moved = !isNew && DESTINATIONS.find((name) => directory.config[name] !== next[name]);
  if (moved && !secret)
    return invalid(
      `config.${needed.secret}`,
      `enter it again: ${moved} changes, and it would go somewhere else`,
    );
  directory.config = next;
  return null;
}

/** A sync of a second or so. */
function startSync(state, directory) {
  const total = directory.lastSyncCount ?? 250;
  const running = { ...job(state, "directory.sync", { total }), lane: directory.id };
  state.jobs.unshift(running);
  const timer = setInterval(() => {
    running.progress.done = Math.min(total, running.progress.done + Math.ceil(total / STEPS));
    if (running.progress.done < total) return;
    clearInterval(timer);
    const result = nothing(total);
    Object.assign(running, { state: "succeeded", finishedAt: new Date().toISOString(), result });
    Object.assign(directory, {
      status: "ACTIVE",
      errorMessage: null,
      lastSyncAt: running.finishedAt,
      lastSyncCount: total,
      lastSync: result,
    });
  }, 100);
  return running;
}

const found = (state, id) => state.directories.find((one) => one.id === id);

export const DIRECTORY_ROUTES = {
  "GET /api/directory": ({ state }) => ({ body: state.directories }),
  "POST /api/directory": ({ state, body }) => {
    if (!body.name?.trim()) return invalid("name", "1 to 100 characters");
    const directory = connection(body.type, body.name.trim());
    const wrong = configure(directory, body.config ?? {}, true);
    if (wrong) return wrong;
    state.directories.push(directory);
    if (body.type !== "SCIM") return { status: 201, body: directory };
    directory.status = "ACTIVE";
    const { bearerToken } = withToken(directory);
    return { status: 201, body: { ...directory, bearerToken } };
  },
  "PATCH /api/directory/{}": ({ state, id, body: { config, requestsPerMinute, ...change } }) => {
    const directory = found(state, id);
    if (!directory) return problem(404, "Not found");
    const wrong = config && configure(directory, config, false);
    if (wrong) return wrong;
    Object.assign(directory, change);
    if (requestsPerMinute) directory.scim = { ...directory.scim, requestsPerMinute };
    return { body: directory };
  },
  "DELETE /api/directory/{}": ({ state, id }) => {
    tokens.delete(id);
    return removed(state.directories, id);
  },
  "POST /api/directory/{}/test": ({ state, id }) => {
    const directory = found(state, id);
    if (!directory) return problem(404, "Not found");
    const host = directory.config.host;
    const grant = `Refused: ${host} leads to ${host} (loopback), which needs a grant of its own; grant "ldap://${host}:636" to allow it`;
    return directory.type === "LDAP"
      ? { body: { ok: false, error: grant } }
      : { body: { ok: true, userCount: directory.lastSyncCount ?? 250 } };
  },
  "POST /api/directory/{}/sync": ({ state, id }) => {
    const directory = found(state, id);
    if (!directory) return problem(404, "Not found");
    if (state.jobs.some((one) => one.lane === id && one.state === "running"))
      return problem(409, "a sync of this directory is already running");
    return { status: 202, body: { jobId: startSync(state, directory).id, status: "running" } };
  },
  "POST /api/directory/{}/token": ({ state, id, body }) => {
    const directory = found(state, id);
    if (!directory) return problem(404, "Not found");
    const { bearerToken, previousTokenUntil } = withToken(directory, body.overlapSeconds ?? 86_400);
    return { body: { bearerToken, previousTokenUntil } };
  },
  "GET /api/scim/{}/Users": ({ id, headers }) =>
    mayPush(id, headers) ? { body: { totalResults: 0 } } : problem(401, "missing or invalid token"),
  "POST /api/scim/{}/Users": ({ state, id, headers, body }) => {
    if (!mayPush(id, headers)) return problem(401, "missing or invalid token");
    const user = {
      id: `0199dd43-0000-7000-8000-${String(++state.ids).padStart(12, "0")}`,
      email: body.emails?.[0]?.value ?? body.userName,
      firstName: body.name?.givenName ?? "",
      lastName: body.name?.familyName ?? "",
      department: "",
      location: "",
      active: body.active ?? true,
    };
    state.employees.push(user);
    return { status: 201, body: { ...body, id: user.id } };
  },
};
