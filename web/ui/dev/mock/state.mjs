// What the mock server holds: made data that changes as the console works, gone when it ends.
import { PASSWORD } from "./answer.mjs";
import { alert, alerts, CONNECTORS, employees } from "./data.mjs";
import { madeDirectories } from "./directory-data.mjs";
import { agents, crashLogs, processAlerts } from "./endpoint-data.mjs";
import { entries } from "./register.mjs";

export function newState({ empty = false } = {}) {
  const people = empty ? [] : employees();
  const computers = empty ? [] : agents();
  const state = {
    employees: people,
    alerts: alerts(people),
    agents: computers,
    processAlerts: empty ? [] : processAlerts(computers),
    crashLogs: empty ? [] : crashLogs(computers),
    apiKeys: empty ? [] : [apiKey("Agents in Berlin", "full", 0.02), apiKey("Weekly report", "read", 60)],
    organization: {
      id: "o1",
      name: "Acme Example GmbH",
      contactEmail: "security@acme.example",
      contactPhone: "+49 30 123456",
      notificationPreferences: "email",
      organizationType: "client",
      managedBy: null,
      timeZone: "Europe/Berlin",
      hasUninstallPassword: !empty,
      version: 1,
    },
    mail: {
      configured: !empty,
      host: empty ? "" : "smtp.acme.example",
      port: 587,
      security: "starttls",
      username: empty ? "" : "gatehouse",
      hasPassword: !empty,
      from: empty ? "" : "gatehouse@acme.example",
      enabled: !empty,
      lastDeliveredAt: empty ? null : ago(5),
      lastError: null,
    },
    sms: {
      configured: !empty,
      baseUrl: empty ? "" : "https://sms.acme.example/v1/messages",
      method: "POST",
      headerNames: empty ? [] : ["Authorization"],
      contentType: "application/json",
      body: '{"to":"{to}","text":"{text}"}',
      enabled: false,
      lastDeliveredAt: null,
      lastError: null,
    },
    dashboard: { board: null, presets: [], active: null },
    directories: empty ? [] : madeDirectories(),
    reportSchedules: [],
    register: empty ? [] : entries(),
    siem: { token: null, push: null },
    retention: {
      resolvedAlertsDays: null,
      dismissedProcessAlertsDays: null,
      auditDays: null,
      jobsDays: null,
      filesDays: null,
      nextRunAt: null,
      lastRunAt: null,
      lastRemoved: null,
      wouldRemove: null,
    },
    password: PASSWORD,
    mfa: { enabled: false, secret: "", lastStep: 0, recovery: [] },
    audit: [],
    jobs: [],
    channels: empty
      ? []
      : [
          {
            id: "c1",
            label: "Security on call",
            channel: "WEBHOOK",
            urlHint: "https://hooks.acme.example/…/x7Qp",
            minSeverity: "HIGH",
            enabled: true,
          },
        ],
    credentials: empty
      ? []
      : [
          {
            id: "k1",
            provider: "HIBP",
            label: "Have I Been Pwned",
            status: "ACTIVE",
            keyHint: "****9f3c",
            lastUsedAt: ago(2),
            createdAt: ago(700),
          },
        ],
    connectors: CONNECTORS,
    rebuilding: false,
    corpus: empty ? 0 : 5012,
    sessions: new Set(),
    failures: 0,
    ids: 0,
  };
  if (!empty) {
    state.jobs.push(
      job(state, "breach-scan", {
        state: "succeeded",
        result: { scanned: 250, newRecords: 391, newAlerts: 391 },
        done: 250,
        total: 250,
        hours: 5,
      }),
      job(state, "deliver", {
        state: "failed",
        error: "hooks.slack.com is not granted to the connector slack",
        attempts: 5,
        hours: 5,
      }),
    );
    record(state, "Gatehouse", "scan.finished", "job", "391 new alerts");
    for (const item of state.alerts.filter((item) => item.statusChangedBy).slice(0, 12)) {
      record(state, item.statusChangedBy, "alert.status_changed", item.id, `OPEN to ${item.status}`);
    }
  }
  return state;
}

let keys = 0;

function apiKey(label, permission, hours) {
  keys += 1;
  return {
    id: `0199dd40-0000-7000-8000-aaaaaaaaaaa${keys}`,
    label,
    hint: `gh_…x7Q${keys}`,
    enabled: true,
    permission,
    version: 1,
    created: ago(900),
    lastUsed: ago(hours),
    secret: `gh_made-${keys}`,
  };
}

export function record(state, actor, action, target, detail) {
  state.audit.unshift({
    id: `a${++state.ids}`,
    time: new Date().toISOString(),
    actor,
    action,
    target,
    detail,
  });
}

export function job(
  state,
  kind,
  {
    state: phase = "running",
    result = null,
    error = null,
    done = 0,
    total = 0,
    attempts = 1,
    hours = 0,
  } = {},
) {
  const at = ago(hours);
  const finishedAt = phase === "running" ? null : new Date(Date.parse(at) + 4200).toISOString();
  const progress = { done, total, note: "" };
  return {
    id: `0199aa10-job${++state.ids}`,
    kind,
    state: phase,
    progress,
    attempts,
    createdAt: at,
    dueAt: at,
    startedAt: at,
    finishedAt,
    result,
    error,
  };
}

/** A scan of some seconds that finds a few alerts more. */
export function startScan(state) {
  const running = job(state, "breach-scan", { total: state.employees.length });
  state.jobs.unshift(running);
  const step = Math.max(1, Math.ceil(state.employees.length / 30));
  const timer = setInterval(() => {
    const done = Math.min(running.progress.done + step, running.progress.total);
    running.progress = {
      done,
      total: running.progress.total,
      note: `LOCAL: ${state.employees[done - 1]?.email ?? ""}`,
    };
    if (done < running.progress.total) return;
    clearInterval(timer);
    const fresh = [3, 11, 27].map((n) =>
      alert(state.employees[n], state.alerts.length + n, n * 5 + 1, Date.now()),
    );
    const known = new Set(state.alerts.map((item) => item.id));
    const added = fresh.filter((item) => !known.has(item.id));
    state.alerts.unshift(
      ...added.map((item) => ({ ...item, timestamp: new Date().toISOString(), status: "OPEN" })),
    );
    Object.assign(running, { state: "succeeded", finishedAt: new Date().toISOString() });
    running.result = { scanned: running.progress.total, newRecords: added.length, newAlerts: added.length };
    record(state, "Gatehouse", "scan.finished", running.id, `${added.length} new alerts`);
  }, 100);
  return running;
}

export function ago(hours) {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}
