// What the mock's handlers answer with.

export const USER = {
  id: "u1",
  name: "Robin Vale",
  email: "admin@acme.example",
  role: process.env.MOCK_ROLE ?? "ADMIN",
  companyId: "o1",
};

export const PASSWORD = "correct horse battery";

export function problem(status, error, more = {}, headers = {}) {
  return { status, body: { error, ...more }, headers };
}

/** A refusal of one field, worded as the server words it. */
export function invalid(field, reason) {
  return problem(400, `Invalid ${field}`, { field, message: `${field}: ${reason}` });
}

export function page(items, query) {
  const [limit, offset] = [Number(query.get("limit") ?? 50), Number(query.get("offset") ?? 0)];
  return { body: { items: items.slice(offset, offset + limit), total: items.length, limit, offset } };
}

export function found(items, id) {
  const item = items.find((candidate) => candidate.id === id);
  return item ? { body: item } : problem(404, "Not found");
}

/** Takes one out of a list; the server says so when there is none. */
export function removed(items, id, answer = { status: 204 }) {
  const at = items.findIndex((candidate) => candidate.id === id);
  if (at < 0) return problem(404, "Not found");
  items.splice(at, 1);
  return answer;
}
