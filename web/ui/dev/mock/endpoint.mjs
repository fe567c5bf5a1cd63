// Agents, process alerts, crash logs, and as much of the endpoint API as agents need to send alerts.
import { processAlert } from "./endpoint-data.mjs";
import { found, page, problem, removed, USER } from "./answer.mjs";
import { record } from "./state.mjs";

const PLACEHOLDERS =
  "hostname process_name process_path action_taken agent_name parent_process_name file_path ip_address md5 sha256 alert_time organization";

function counted(state, agent) {
  const openAlerts = state.processAlerts.filter(
    (alert) => alert.agentId === agent.id && !alert.dismissed,
  ).length;
  return { ...agent, openAlerts };
}

function setDismissed(state, ids, change) {
  const alerts = ids.map((id) => state.processAlerts.find((alert) => alert.id === id));
  if (ids.length === 0 || ids.length > 1000) return problem(400, "Invalid ids", { field: "ids" });
  if (alerts.some((alert) => !alert)) return problem(404, "Not found", { message: "alert not found" });
  for (const alert of alerts) Object.assign(alert, change);
  return { body: { changed: alerts.length } };
}

function keyOf(state, headers) {
  return state.apiKeys.find((key) => key.secret === headers["x-api-key"]);
}

const envelope = (status, message) => ({ status, body: { success: false, message } });

export const ENDPOINT_ROUTES = {
  "GET /api/console/agents": ({ state, query }) =>
    page(
      state.agents.map((agent) => counted(state, agent)),
      query,
    ),
  "GET /api/console/agents/{}": ({ state, id }) => {
    const agent = state.agents.find((item) => item.id === id);
    return agent
      ? { body: counted(state, agent) }
      : problem(404, "Not found", { message: "agent not found" });
  },
  "PATCH /api/console/agents/{}": ({ state, id, body }) => {
    const agent = state.agents.find((item) => item.id === id);
    if (!agent) return problem(404, "Not found", { message: "agent not found" });
    const unknown = [...(body.alertNotificationMessageTemplate ?? "").matchAll(/\{(\w+)\}/g)]
      .map(([, name]) => name)
      .find((name) => !PLACEHOLDERS.split(" ").includes(name));
    if (unknown) {
      const field = "alert_notification_message_template";
      const known = PLACEHOLDERS.replaceAll(" ", ", ");
      return problem(400, `Invalid ${field}`, {
        field,
        message: `${field}: unknown placeholder {${unknown}}; known: ${known}`,
      });
    }
    if (body.version !== agent.version) return problem(409, "the agent was changed meanwhile; load it again");
    Object.assign(agent, body, { version: agent.version + 1 });
    return { body: counted(state, agent) };
  },
  "DELETE /api/console/agents/{}": ({ state, id }) => removed(state.agents, id),
  "GET /api/console/crash-logs": ({ state, query }) =>
    page(
      state.crashLogs.filter((log) => log.agentId === query.get("agent")),
      query,
    ),
  "POST /api/console/crash-logs/{}/link": ({ state, id }) => {
    const log = state.crashLogs.find((item) => item.id === id);
    if (!log) return problem(404, "Not found");
    const agent = state.agents.find((item) => item.id === log.agentId);
    if (!log.seen) agent.unseenCrashLogs -= 1;
    log.seen = true;
    return { body: { url: `/files/${log.fileName}` } };
  },
  "GET /api/console/process-alerts/{}": ({ state, id }) => found(state.processAlerts, id),
  "POST /api/console/process-alerts/dismiss": ({ state, body }) =>
    setDismissed(state, body.ids, {
      dismissed: true,
      dismissalReason: body.reason,
      dismissedBy: USER.name,
      dismissedAt: new Date().toISOString(),
    }),
  "POST /api/console/process-alerts/restore": ({ state, body }) =>
    setDismissed(state, body.ids, {
      dismissed: false,
      dismissalReason: null,
      dismissedBy: null,
      dismissedAt: null,
    }),
  "POST /api/console/process-alerts/{}/file-link": ({ state, id }) => {
    const alert = state.processAlerts.find((item) => item.id === id);
    return alert?.hasFile
      ? { body: { url: `/files/${alert.quarantineFileName}` } }
      : problem(404, "Not found");
  },
  "GET /api/console/process-groups": ({ state, query }) => page(groups(state, query), query),
  "GET /files/{}": ({ id }) => ({
    body: `made content of ${id}`,
    headers: { "content-disposition": `attachment; filename="${id}"` },
  }),
  "POST /alerts": ({ state, body, headers }) => {
    const key = keyOf(state, headers);
    if (!key?.enabled) return envelope(401, "the API key is missing, unknown or switched off");
    if (key.permission !== "full") return envelope(403, "the API key may only read");
    key.lastUsed = new Date().toISOString();
    if (!body.process_name) return envelope(400, "process_name: is missing");
    const alert = processAlert(body, `0199cc30-0000-7000-8000-${String(++state.ids).padStart(12, "0")}`);
    state.processAlerts.unshift(alert);
    seen(state, body);
    record(state, key.label, "process_alert.added", alert.id, body.process_name);
    return { body: { success: true, data: { entity_id: alert.id, ...body } } };
  },
  "POST /agents/poll": ({ state, body, headers }) => {
    const key = keyOf(state, headers);
    if (!key?.enabled) return envelope(401, "the API key is missing, unknown or switched off");
    seen(state, body);
    return { body: { success: true, data: { polling_interval: 300, alert_only: false } } };
  },
};

function seen(state, { uuid, hostname, version = null }) {
  const now = new Date().toISOString();
  const known = state.agents.find((agent) => agent.id === uuid);
  if (known) return Object.assign(known, { lastSeen: now, lastPoll: now });
  state.agents.unshift({
    id: uuid,
    name: hostname,
    hostname,
    osType: null,
    osPlatform: null,
    osVersionNumber: null,
    osVersionDetail: null,
    agentVersion: version,
    pollingInterval: 300,
    alertOnly: false,
    driverEnabled: false,
    unseenCrashLogs: 0,
    unseenSuspiciousProcesses: 0,
    lastPoll: now,
    lastSeen: now,
    alertNotificationType: null,
    alertNotificationMessageTemplate: null,
    uninstalled: false,
    version: 1,
  });
}

function groups(state, query) {
  const wants = (name) => query.get(name)?.toLowerCase();
  const [process, host, agent, dismissed] = [
    wants("process"),
    wants("host"),
    query.get("agent"),
    query.get("dismissed"),
  ];
  const rows = new Map();
  for (const alert of state.processAlerts) {
    if (process && alert.processName.toLowerCase() !== process) continue;
    if (host && alert.hostname.toLowerCase() !== host) continue;
    if (agent && alert.agentId !== agent) continue;
    if (dismissed !== null && alert.dismissed !== (dismissed === "true")) continue;
    const key = `${alert.processName} ${alert.hostname}`;
    const row = rows.get(key) ?? {
      processName: alert.processName,
      hostname: alert.hostname,
      count: 0,
      lastAlertTime: alert.alertTime,
      alertIds: [],
      newest: alert,
    };
    row.count += 1;
    row.firstAlertTime = alert.alertTime;
    if (row.alertIds.length < 10) row.alertIds.push(alert.id);
    rows.set(key, row);
  }
  return [...rows.values()];
}
