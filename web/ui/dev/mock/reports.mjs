// Reports, their schedules, and how long things are kept.
import { invalid, problem, removed } from "./answer.mjs";

const nextMonday = () => new Date(Date.now() + 4 * 86_400_000).toISOString();

export const REPORT_ROUTES = {
  "GET /api/reports/export": ({ query }) => ({
    body: "made",
    headers: {
      "content-disposition": `attachment; filename="gatehouse_acme_${query.get("section")}_2026-06-07.${query.get("format")}"`,
    },
  }),
  "GET /api/reports/schedules": ({ state }) => ({ body: state.reportSchedules }),
  "POST /api/reports/schedules": ({ state, body }) => {
    const wrong = body.recipients.findIndex((address) => !address.includes("@"));
    if (wrong >= 0)
      return invalid(`recipients[${wrong}]`, `\`${body.recipients[wrong]}\` is not an e-mail address`);
    const schedule = {
      id: `0199dd41-0000-7000-8000-${String(++state.ids).padStart(12, "0")}`,
      enabled: true,
      lastSentAt: null,
      lastError: null,
      nextRunAt: nextMonday(),
      createdAt: new Date().toISOString(),
      ...body,
    };
    state.reportSchedules.push(schedule);
    return { status: 201, body: schedule };
  },
  "PATCH /api/reports/schedules/{}": ({ state, id, body }) => {
    const schedule = state.reportSchedules.find((item) => item.id === id);
    if (!schedule) return problem(404, "Not found");
    Object.assign(schedule, body);
    schedule.nextRunAt = schedule.enabled ? nextMonday() : null;
    return { body: schedule };
  },
  "DELETE /api/reports/schedules/{}": ({ state, id }) => removed(state.reportSchedules, id),
  "POST /api/reports/schedules/{}/send": ({ state, id }) => {
    const schedule = state.reportSchedules.find((item) => item.id === id);
    if (!schedule) return problem(404, "Not found");
    schedule.lastSentAt = new Date().toISOString();
    return { status: 202, body: { jobId: id } };
  },
  "GET /api/console/retention": ({ state }) => ({ body: state.retention }),
  "PUT /api/console/retention": ({ state, query, body }) => {
    if (body.auditDays && body.auditDays < 90)
      return invalid("auditDays", "must be null (for ever), or 90 to 3650 days");
    if (query.get("dryRun") === "true") {
      const wouldRemove = {
        resolvedAlerts: 0,
        dismissedProcessAlerts: 0,
        auditEntries: 0,
        jobs: 0,
        files: 0,
      };
      return { body: { ...state.retention, ...body, wouldRemove } };
    }
    Object.assign(state.retention, body);
    state.retention.nextRunAt = Object.values(body).some(Boolean) ? nextMonday() : null;
    return { body: state.retention };
  },
};
