// The console's endpoints, answered from made data. A table of method and path; `{}` stands for an id.
import { ACCOUNT_ROUTES } from "./account.mjs";
import { found, page, problem, removed, USER } from "./answer.mjs";
import { DASHBOARD_ROUTES } from "./dashboard.mjs";
import { DIRECTORY_ROUTES } from "./directories.mjs";
import { ENDPOINT_ROUTES } from "./endpoint.mjs";
import { MEMBER_ROUTES } from "./members.mjs";
import { ORGANIZATION_ROUTES } from "./organization.mjs";
import { QueryError } from "./query.mjs";
import { REGISTER_ROUTES } from "./register.mjs";
import { REPORT_ROUTES } from "./reports.mjs";
import { search } from "./search.mjs";
import { SIEM_ROUTES } from "./siem.mjs";
import { record, startScan } from "./state.mjs";

const by = (items, key) =>
  items.reduce((sum, item) => ({ ...sum, [item[key]]: (sum[item[key]] ?? 0) + 1 }), {});
const open = (state) => state.alerts.filter((alert) => alert.status === "OPEN");

export const ROUTES = {
  ...ACCOUNT_ROUTES,
  ...DASHBOARD_ROUTES,
  ...DIRECTORY_ROUTES,
  ...ENDPOINT_ROUTES,
  ...MEMBER_ROUTES,
  ...ORGANIZATION_ROUTES,
  ...REGISTER_ROUTES,
  ...REPORT_ROUTES,
  ...SIEM_ROUTES,
  "GET /api/auth/providers": () => ({ body: { credentials: { id: "credentials", name: "Password" } } }),
  "GET /api/auth/csrf": () => ({ body: { csrfToken: "mock" } }),
  "GET /api/auth/session": ({ signedIn }) => ({
    body: signedIn ? { user: USER, expires: "2099-01-01T00:00:00Z" } : null,
  }),
  "POST /api/auth/signout": ({ state, token }) => {
    state.sessions.delete(token);
    return { body: { url: "/login" } };
  },
  "GET /api/console/summary": ({ state }) => ({
    body: {
      organization: { id: "o1", name: state.organization.name },
      employees: state.employees.length,
      exposed: new Set(state.alerts.map((alert) => alert.email)).size,
      risk: state.employees.length ? { score: 72, level: "HIGH" } : { score: 0, level: "LOW" },
      open: { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0, ...by(open(state), "severity") },
      alerts: { OPEN: 0, ACKNOWLEDGED: 0, RESOLVED: 0, ...by(state.alerts, "status") },
      corpusRows: state.corpus,
      notices: [],
      providers: [
        { id: "LOCAL", name: "Local corpus", configured: state.corpus > 0 },
        { id: "HIBP", name: "Have I Been Pwned", configured: state.credentials.length > 0 },
      ],
      lastScan: state.jobs.find((job) => job.kind === "breach-scan") ?? null,
    },
  }),
  "GET /api/console/employees": ({ state, query }) => {
    const q = (query.get("q") ?? "").toLowerCase();
    const people = state.employees
      .filter((person) => Object.values(person).join(" ").toLowerCase().includes(q))
      .map((person) => {
        const alerts = state.alerts.filter((alert) => alert.email === person.email);
        const openAlerts = alerts.filter((alert) => alert.status === "OPEN").length;
        const critical = alerts.some((alert) => alert.severity === "CRITICAL");
        const risk = Math.min(100, openAlerts * 9 + alerts.length * 4 + (critical ? 25 : 0));
        return {
          ...person,
          risk,
          breaches: alerts.length,
          openAlerts,
          lastDetectedAt: alerts[0]?.timestamp ?? null,
        };
      });
    return page(
      people.sort((a, b) => b.risk - a.risk),
      query,
    );
  },
  "POST /api/console/employees/import": ({ body }) => {
    const lines = String(body).trim().split(/\r?\n/).slice(1);
    const rejected = lines.flatMap((line, n) =>
      line.includes("@") ? [] : [{ line: n + 2, reason: "the e-mail address is not valid" }],
    );
    return { body: { added: lines.length - rejected.length, changed: 0, unchanged: 0, rejected } };
  },
  "POST /api/console/corpus/import": ({ state, body }) => {
    state.corpus += String(body).trim().split("\n").length - 1;
    return { body: { added: state.corpus, changed: 0, unchanged: 0, rejected: [] } };
  },
  "POST /api/employees/scan": ({ state }) => {
    if (state.corpus === 0 && state.credentials.length === 0)
      return problem(503, "No breach provider is configured");
    if (state.jobs.some((job) => job.state === "running")) return problem(409, "A scan is already running");
    return { status: 202, body: { jobId: startScan(state).id } };
  },
  "GET /api/console/search": ({ state, query }) => {
    try {
      return { body: search(state, query) };
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      return problem(400, "Invalid query", { message: error.message, field: "q", position: error.position });
    }
  },
  "GET /api/console/alerts/{}": ({ state, id }) => found(state.alerts, id),
  "PATCH /api/alerts/{}": ({ state, id, body }) => {
    const alert = state.alerts.find((item) => item.id === id);
    if (!alert) return problem(404, "Not found");
    if (!["OPEN", "ACKNOWLEDGED", "RESOLVED"].includes(body.status)) return problem(400, "Invalid status");
    record(state, USER.name, "alert.status_changed", id, `${alert.status} to ${body.status}`);
    Object.assign(alert, {
      status: body.status,
      statusChangedAt: new Date().toISOString(),
      statusChangedBy: USER.name,
    });
    return { body: { id, status: body.status } };
  },
  "GET /api/console/jobs": ({ state, query }) => page(state.jobs, query),
  "GET /api/console/jobs/{}": ({ state, id }) => found(state.jobs, id),
  "GET /api/console/connectors": ({ state }) => ({ body: { items: state.connectors } }),
  "GET /api/console/audit": ({ state, query }) => page(state.audit, query),
  "GET /api/webhooks": ({ state }) => ({ body: state.channels }),
  "POST /api/webhooks": ({ state, body }) => {
    if (!body.url?.startsWith("https://"))
      return problem(400, "Invalid url", { field: "url", message: "the URL must be https" });
    const { label, channel, minSeverity } = body;
    const made = {
      id: `c${++state.ids}`,
      label,
      channel,
      urlHint: `https://…${body.url.slice(-4)}`,
      minSeverity,
      enabled: true,
    };
    state.channels.push(made);
    return { status: 201, body: made };
  },
  "PATCH /api/webhooks/{}": ({ state, id, body }) => {
    const channel = state.channels.find((item) => item.id === id);
    return channel ? { body: Object.assign(channel, body) } : problem(404, "Not found");
  },
  "DELETE /api/webhooks/{}": ({ state, id }) => removed(state.channels, id, { body: { ok: true } }),
  "POST /api/webhooks/{}/test": () => ({ body: { delivered: true } }),
  "GET /api/credentials": ({ state }) => ({ body: state.credentials }),
  "POST /api/credentials": ({ state, body }) => {
    const made = {
      id: `k${++state.ids}`,
      provider: body.provider,
      label: body.provider,
      status: "ACTIVE",
      keyHint: `****${body.key.slice(-4)}`,
      lastUsedAt: null,
      createdAt: new Date().toISOString(),
    };
    state.credentials = [...state.credentials.filter((item) => item.provider !== body.provider), made];
    return { status: 201, body: made };
  },
  "DELETE /api/credentials/{}": ({ state, id }) => removed(state.credentials, id),
};
