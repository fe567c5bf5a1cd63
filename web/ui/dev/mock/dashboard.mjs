// The dashboard: its arrangement, presets, and figures counted from the made data.
import { problem, removed } from "./answer.mjs";

const DAY = 86_400_000;
const SEVERITIES = ["critical", "high", "medium", "low"];
const STATUSES = ["open", "acknowledged", "resolved"];
const LEVEL = (score) => (score >= 76 ? "CRITICAL" : score >= 51 ? "HIGH" : score >= 26 ? "MEDIUM" : "LOW");

const counts = (names, alerts, field) => {
  const of = Object.fromEntries(names.map((name) => [name, 0]));
  for (const alert of alerts) of[alert[field].toLowerCase()] += 1;
  return { ...of, total: alerts.length };
};
const bySeverity = (alerts) => counts(SEVERITIES, alerts, "severity");
const byStatus = (alerts) => counts(STATUSES, alerts, "status");
const grouped = (items, key) => {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};
const open = (alerts) => alerts.filter((alert) => alert.status === "OPEN");
const line = ({ id, employeeId, employeeName, department, breach, severity, status, timestamp }) => ({
  id,
  employeeId,
  employeeName,
  department,
  breach,
  severity,
  status,
  timestamp,
});

/** People with what was found of them. */
function exposed(state) {
  const found = grouped(state.alerts, (alert) => alert.employeeId);
  return state.employees.map((person) => {
    const alerts = found.get(person.id) ?? [];
    const critical = alerts.some((alert) => alert.severity === "CRITICAL");
    const risk = Math.min(100, open(alerts).length * 9 + alerts.length * 4 + (critical ? 25 : 0));
    return { ...person, alerts, risk };
  });
}

function lastDays(state, days) {
  const today = Math.floor(Date.now() / DAY);
  return Array.from({ length: days }, (_, n) => {
    const date = new Date((today - days + 1 + n) * DAY).toISOString().slice(0, 10);
    return { date, alerts: state.alerts.filter((alert) => alert.timestamp.startsWith(date)) };
  });
}

function breaches(state) {
  return [...grouped(state.alerts, (alert) => alert.breach)].map(([name, alerts], n) => ({
    id: `b${n}`,
    name,
    date: alerts[0].breachDate.startsWith("1970") ? null : alerts[0].breachDate.slice(0, 10),
    source: alerts[0].source,
    affected: new Set(alerts.map((alert) => alert.email)).size,
  }));
}

function sources(state) {
  return ["HIBP", "DARK_WEB", "STEALER_LOG", "MANUAL"].map((source) => ({
    source,
    breaches: breaches(state).filter((breach) => breach.source === source).length,
    alerts: byStatus(state.alerts.filter((alert) => alert.source === source)),
  }));
}

const CATEGORIES = {
  financial: ["Financial data", ["credit_card"]],
  national_identifier: ["National identifiers", ["ssn"]],
  special_category: ["Special categories (Art. 9)", []],
  credentials: ["Credentials", ["password", "username"]],
  contact: ["Contact data", ["email", "phone", "address"]],
  identity: ["Identity data", ["date_of_birth"]],
  online_identifier: ["Online identifiers", ["ip_address", "geolocation"]],
  contractual: ["Contractual data", []],
  other_personal_data: ["Other personal data", ["name", "cookie"]],
};

const by = (value) => (a, b) => value(b) - value(a);

const WIDGETS = {
  "stats-row": (state) => {
    const days = lastDays(state, 60).map((day) => day.alerts.length);
    const sum = (list) => list.reduce((all, n) => all + n, 0);
    return {
      employees: state.employees.length,
      activeEmployees: state.employees.filter((person) => person.active).length,
      exposedEmployees: exposed(state).filter((person) => person.alerts.length > 0).length,
      breaches: breaches(state).length,
      openAlerts: open(state.alerts).length,
      openCriticalAlerts: open(state.alerts).filter((alert) => alert.severity === "CRITICAL").length,
      days: 30,
      newAlerts: sum(days.slice(30)),
      previousAlerts: sum(days.slice(0, 30)),
    };
  },
  "trend-chart": (state) => {
    const days = lastDays(state, 60).map(({ date, alerts }) => ({ date, found: bySeverity(alerts) }));
    const sum = (list) => list.reduce((all, day) => all + day.found.total, 0);
    return { days: days.slice(30), total: sum(days.slice(30)), previous: sum(days.slice(0, 30)) };
  },
  "data-type-breakdown": (state) => {
    const types = [...new Set(state.alerts.flatMap((alert) => alert.dataTypes))].map((dataType) => ({
      dataType,
      alerts: byStatus(state.alerts.filter((alert) => alert.dataTypes.includes(dataType))),
    }));
    return { dataTypes: types.sort(by((type) => type.alerts.total)).slice(0, 10), total: types.length };
  },
  "breach-sources": (state) => ({ sources: sources(state) }),
  "severity-donut": (state) => ({ open: bySeverity(open(state.alerts)) }),
  "department-risk": (state) => {
    const all = [...grouped(exposed(state), (person) => person.department)].map(([department, persons]) => ({
      department,
      people: persons.length,
      exposed: persons.filter((person) => person.alerts.length > 0).length,
      averageRisk: persons.reduce((sum, person) => sum + person.risk, 0) / persons.length,
      openAlerts: open(persons.flatMap((person) => person.alerts)).length,
    }));
    return { departments: all.sort(by((one) => one.averageRisk)).slice(0, 10), total: all.length };
  },
  "alerts-feed": (state) => ({ alerts: state.alerts.slice(0, 10).map(line) }),
  "top-risky-employees": (state) => ({
    employees: exposed(state)
      .sort(by((person) => person.risk))
      .filter((person) => person.risk > 0)
      .slice(0, 10)
      .map((person) => ({
        id: person.id,
        name: `${person.firstName} ${person.lastName}`,
        email: person.email,
        department: person.department,
        active: person.active,
        risk: person.risk,
        level: LEVEL(person.risk),
        breaches: person.alerts.length,
        openAlerts: open(person.alerts).length,
        lastDetectedAt: person.alerts[0].timestamp,
      })),
  }),
  "risk-gauge": (state) =>
    state.employees.length
      ? { score: 72, level: "HIGH", exposedPart: 30, openPart: 30, recentPart: 12 }
      : { score: 0, level: "LOW", exposedPart: 0, openPart: 0, recentPart: 0 },
  "alert-status-breakdown": (state) =>
    Object.fromEntries(
      STATUSES.map((status) => [
        status,
        bySeverity(state.alerts.filter((alert) => alert.status.toLowerCase() === status)),
      ]),
    ),
  "employee-exposure": (state) => {
    const all = exposed(state);
    const within = (least, most) =>
      all.filter(({ alerts: { length } }) => length >= least && length <= most).length;
    const levels = all.filter((person) => person.alerts.length > 0);
    return {
      employees: all.length,
      exposed: levels.length,
      byBreaches: {
        none: within(0, 0),
        one: within(1, 1),
        twoToThree: within(2, 3),
        fourToFive: within(4, 5),
        more: within(6, Infinity),
      },
      byRisk: bySeverity(levels.map((person) => ({ severity: LEVEL(person.risk) }))),
    };
  },
  "alerts-by-month": (state) => {
    const now = new Date();
    const months = Array.from({ length: 12 }, (_, n) =>
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11 + n, 1)).toISOString().slice(0, 7),
    );
    return {
      months: months.map((month) => {
        const alerts = state.alerts.filter((alert) => alert.timestamp.startsWith(month));
        return { month, found: bySeverity(alerts), resolved: byStatus(alerts).resolved };
      }),
    };
  },
  "alert-velocity": (state) => {
    const days = lastDays(state, 30).map(({ date, alerts }) => ({
      date,
      found: alerts.length,
      resolved: byStatus(alerts).resolved,
    }));
    const mean = (field) => Math.round((100 * days.reduce((sum, day) => sum + day[field], 0)) / 30) / 100;
    return {
      days,
      foundPerDay: mean("found"),
      resolvedPerDay: mean("resolved"),
      meanHoursToResolve: state.alerts.length ? 31.5 : null,
      unresolved: state.alerts.filter((alert) => alert.status !== "RESOLVED").length,
    };
  },
  "critical-alerts": (state) => {
    const critical = open(state.alerts).filter((alert) => alert.severity === "CRITICAL");
    return { alerts: critical.slice(0, 10).map(line), total: critical.length };
  },
  "alerts-by-department": (state) => {
    const all = [...grouped(state.alerts, (alert) => alert.department)].map(([department, alerts]) => ({
      department,
      alerts: byStatus(alerts),
    }));
    return { departments: all.sort(by((one) => one.alerts.total)).slice(0, 10), total: all.length };
  },
  "breach-source-donut": (state) => {
    const all = sources(state).filter((one) => one.breaches > 0);
    return {
      sources: all.map(({ source, breaches }) => ({ source, breaches })),
      total: breaches(state).length,
    };
  },
  "breach-timeline": (state) => {
    const all = breaches(state);
    const years = [...grouped(all, (breach) => breach.date && Number(breach.date.slice(0, 4)))];
    return {
      years: years
        .map(([year, list]) => ({
          year,
          breaches: list.length,
          affected: list.reduce((sum, breach) => sum + breach.affected, 0),
        }))
        .sort((a, b) => (a.year ?? 0) - (b.year ?? 0)),
      newest: all
        .filter((breach) => breach.date)
        .sort((a, b) => b.date.localeCompare(a.date))
        .slice(0, 10),
    };
  },
  "top-breaches": (state) => ({
    breaches: breaches(state)
      .sort(by((one) => one.affected))
      .slice(0, 10),
  }),
  "data-type-radar": (state) => ({
    categories: Object.entries(CATEGORIES).map(([category, [label, types]]) => ({
      category,
      label,
      alerts: byStatus(state.alerts.filter((alert) => alert.dataTypes.some((type) => types.includes(type)))),
    })),
  }),
  "mfa-coverage": (state) => {
    const has = (person) => (person.email.length % 5 === 0 ? null : person.email.length % 4 !== 0);
    const numbers = (persons) => ({
      active: persons.length,
      registered: persons.filter((person) => has(person) === true).length,
      missing: persons.filter((person) => has(person) === false).length,
      unknown: persons.filter((person) => has(person) === null).length,
    });
    const active = state.employees.filter((person) => person.active);
    const departments = [...grouped(active, (person) => person.department)].map(([department, persons]) => ({
      department,
      ...numbers(persons),
    }));
    return { ...numbers(active), departments: departments.sort(by((one) => one.missing)) };
  },
};

export const DASHBOARD_ROUTES = {
  "GET /api/dashboard/config": ({ state }) => ({ body: state.dashboard.board }),
  "PUT /api/dashboard/config": ({ state, body }) => {
    state.dashboard.board = body;
    return { body: { ok: true } };
  },
  "GET /api/dashboard/presets": ({ state }) => ({
    body: { presets: state.dashboard.presets, activePresetId: state.dashboard.active },
  }),
  "POST /api/dashboard/presets": ({ state, body }) => {
    const now = new Date().toISOString();
    const board = state.dashboard.board ?? { layout: [], widgets: [] };
    const preset = {
      id: `p${++state.ids}`,
      scope: "PERSONAL",
      ...board,
      ...body,
      createdAt: now,
      updatedAt: now,
    };
    state.dashboard.presets.push(preset);
    return { status: 201, body: preset };
  },
  "DELETE /api/dashboard/presets/{}": ({ state, id }) =>
    removed(state.dashboard.presets, id, { body: { ok: true } }),
  "POST /api/dashboard/presets/{}/activate": ({ state, id }) => {
    const preset = state.dashboard.presets.find((one) => one.id === id);
    if (!preset) return problem(404, "Not found");
    state.dashboard.board = { layout: preset.layout, widgets: preset.widgets };
    state.dashboard.active = id;
    return { body: { ok: true } };
  },
  "GET /api/console/dashboard/data": ({ state, query }) => {
    const types = (query.get("widgets") ?? "").split(",").filter(Boolean);
    const unknown = types.find((type) => !WIDGETS[type]);
    if (types.length === 0 || unknown) return problem(400, "Invalid widgets", { field: "widgets" });
    const widgets = types.map((type) => ({ type, ...WIDGETS[type](state) }));
    return { body: { asOf: new Date().toISOString(), complete: true, widgets } };
  },
};
