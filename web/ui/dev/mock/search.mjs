// The mock's search: every document in memory, facets that leave out their own filter.
import { highlights, matches, parseQuery } from "./query.mjs";

export function search(state, params) {
  const alternatives = parseQuery(params.get("q") ?? "");
  const list = (name) => (params.get(name) ?? "").split(",").filter(Boolean);
  const filters = { kind: list("kind"), severity: list("severity"), status: list("status") };
  const found = documents(state).filter((document) => matches(alternatives, document.text));
  const passes = (document, except) =>
    Object.entries(filters).every(
      ([name, values]) => name === except || values.length === 0 || values.includes(document[name]),
    );
  const facets = { host: {} };
  for (const name of Object.keys(filters)) {
    facets[name] = {};
    for (const document of found.filter((document) => passes(document, name))) {
      if (document[name]) facets[name][document[name]] = (facets[name][document[name]] ?? 0) + 1;
    }
  }
  const offset = Number(params.get("offset") ?? 0);
  const hits = found.filter((document) => passes(document)).sort((a, b) => b.time.localeCompare(a.time));
  return {
    hits: hits.slice(offset, offset + Number(params.get("limit") ?? 20)).map(({ text, ...hit }) => {
      const snippet = [text.message, text.email, text.department, text.dataTypes, text.host]
        .filter(Boolean)
        .join(" · ");
      return { ...hit, snippet, highlights: highlights(alternatives, snippet) };
    }),
    total: hits.length,
    facets,
    complete: !state.rebuilding,
  };
}

function documents({ alerts, processAlerts, agents, employees, audit }) {
  return [
    ...processAlerts.map((alert) => ({
      kind: "process_alert",
      id: alert.id,
      time: alert.alertTime,
      severity: alert.severity,
      status: alert.dismissed ? "DISMISSED" : "OPEN",
      title: `${alert.processName} on ${alert.hostname}`,
      fields: {
        agentId: alert.agentId,
        hostname: alert.hostname,
        processPath: alert.processPath,
        actionTaken: alert.actionTaken,
        user: alert.extra.user,
      },
      text: {
        message: `${alert.processName} ${alert.processPath}`,
        host: alert.hostname,
        hash: alert.processSha256,
        action: alert.actionTaken,
        user: alert.extra.user ?? "",
      },
    })),
    ...agents.map((agent) => ({
      kind: "agent",
      id: agent.id,
      time: agent.lastSeen ?? "2026-01-05T08:00:00Z",
      severity: null,
      status: null,
      title: agent.name,
      fields: { agentId: agent.id, hostname: agent.hostname },
      text: { message: agent.name, host: agent.hostname },
    })),
    ...alerts.map((alert) => ({
      kind: "exposure_alert",
      id: alert.id,
      time: alert.timestamp,
      severity: alert.severity,
      status: alert.status,
      title: alert.message,
      fields: {
        employee: alert.employeeName,
        email: alert.email,
        department: alert.department,
        breach: alert.breach,
        dataTypes: alert.dataTypes,
        source: alert.source,
        provider: alert.provider,
        confidence: alert.confidence,
      },
      text: {
        message: alert.message,
        email: alert.email,
        employee: alert.employeeName,
        department: alert.department,
        breach: alert.breach,
        dataTypes: alert.dataTypes.map((type) => type.replaceAll("_", " ")).join(", "),
        severity: alert.severity,
        status: alert.status,
        source: alert.source,
      },
    })),
    ...employees.map((person) => ({
      kind: "employee",
      id: person.id,
      time: "2026-01-05T08:00:00Z",
      severity: null,
      status: person.active ? "ACTIVE" : "INACTIVE",
      title: `${person.firstName} ${person.lastName}`,
      fields: { email: person.email, department: person.department },
      text: {
        message: `${person.firstName} ${person.lastName}`,
        email: person.email,
        department: person.department,
      },
    })),
    ...audit.map((entry) => ({
      kind: "audit",
      id: entry.id,
      time: entry.time,
      severity: null,
      status: null,
      title: entry.action,
      fields: { actor: entry.actor, target: entry.target },
      text: { message: `${entry.actor} ${entry.action} ${entry.detail}`, target: entry.target },
    })),
  ];
}
