// The exposure register: entries, their clocks and their evidence.
import { invalid, problem } from "./answer.mjs";

const HOUR = 3_600_000;
const CATEGORIES = {
  password: ["credentials", "Credentials"],
  email: ["contact", "Contact data"],
  phone: ["contact", "Contact data"],
  salary: ["financial", "Financial data"],
};
const OTHER = ["other_personal_data", "Other personal data"];

let made = 0;

function entry(change) {
  return {
    id: `0199dd42-0000-7000-8000-${String(++made).padStart(12, "0")}`,
    status: "ASSESSING",
    affectedCount: 0,
    dataTypes: [],
    assessment: null,
    notifiedAt: null,
    ...change,
  };
}

const before = (hours) => new Date(Date.now() - hours * HOUR).toISOString();

/** Newest first: one whose time runs, one whose time is over, one that was told. */
export function entries() {
  return [
    entry({
      title: "Laptop lost on a train",
      detectedAt: before(9),
      affectedCount: 3,
      dataTypes: ["email", "salary"],
    }),
    entry({
      title: "Mailing list sent with open recipients",
      detectedAt: before(80),
      affectedCount: 240,
      dataTypes: ["email"],
    }),
    entry({
      title: "Passwords of the shop in a stealer log",
      detectedAt: before(900),
      affectedCount: 12,
      dataTypes: ["password"],
      status: "NOTIFIED",
      notifiedAt: before(870),
      assessment: "Passwords were changed the same day; reported as case 4711.",
    }),
  ];
}

function shown({ dataTypes, ...row }) {
  const categories = new Map(dataTypes.map((type) => CATEGORIES[type] ?? OTHER));
  const deadline = Date.parse(row.detectedAt) + 72 * HOUR;
  const hoursRemaining = Math.floor((deadline - Date.now()) / HOUR);
  return {
    ...row,
    dataCategories: [...categories.keys()],
    categoryLabels: [...categories.values()],
    deadline: new Date(deadline).toISOString(),
    hoursRemaining,
    overdue: row.status === "ASSESSING" && hoursRemaining < 0,
  };
}

const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function evidence(row) {
  const facts = [
    ["Field", "Value"],
    ["Title", row.title],
    ["Detected at", row.detectedAt],
    ["Status", row.status],
    ["Affected employees", row.affectedCount],
    ["GDPR data categories", row.categoryLabels.join("; ")],
    ["72h deadline", row.deadline],
    ["Notified at", row.notifiedAt ?? ""],
    ["Assessment", row.assessment ?? ""],
  ];
  return facts.map(([field, value]) => `${field},${cell(String(value))}\r\n`).join("");
}

export const REGISTER_ROUTES = {
  "GET /api/register": ({ state }) => ({ body: state.register.map(shown) }),
  "POST /api/register": ({ state, body: { detectedAt, ...body } }) => {
    if (!body.title?.trim()) return invalid("title", "must be 1 to 200 characters in one line");
    const at = detectedAt ? Date.parse(detectedAt) : Date.now();
    if (at > Date.now() + 24 * HOUR)
      return invalid("detectedAt", "must not lie before 1970 or more than a day ahead");
    state.register.unshift(entry({ ...body, detectedAt: new Date(at).toISOString() }));
    return { status: 201, body: state.register.map(shown) };
  },
  "PATCH /api/register/{}": ({ state, id, body }) => {
    const row = state.register.find((item) => item.id === id);
    if (!row) return problem(404, "Not found");
    Object.assign(row, body);
    row.notifiedAt = row.status === "NOTIFIED" ? (row.notifiedAt ?? new Date().toISOString()) : null;
    return { body: { ok: true } };
  },
  "GET /api/register/{}/evidence": ({ state, id }) => {
    const row = state.register.find((item) => item.id === id);
    if (!row) return problem(404, "Not found");
    return {
      text: evidence(shown(row)),
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="exposure-${id}.csv"`,
      },
    };
  },
};
