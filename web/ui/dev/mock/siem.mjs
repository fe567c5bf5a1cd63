// How a SIEM gets alerts: the company's settings of it, and the export.
import { invalid, problem } from "./answer.mjs";

const company = ({ token, push }) => ({
  scanIntervalMinutes: null,
  riskWeights: {
    session: 30,
    recency: 25,
    criticalData: 15,
    domainMatch: 10,
    openAlerts: 10,
    breaches: 10,
  },
  remediationEnabled: false,
  siemTokenHint: token && `...${token.slice(-4)}`,
  siemPush: push,
});

/** As much of the address as may be shown. */
function hint(url) {
  if (url.startsWith("https://")) return `${new URL(url).origin}/…${url.slice(-4)}`;
  return /:\d+$/.test(url) ? url : `${url}:6514`;
}

export const SIEM_ROUTES = {
  "GET /api/company": ({ state }) => ({ body: company(state.siem) }),
  "PATCH /api/company": ({ state, body: { siemToken, siemPush } }) => {
    if (siemPush && !/^(https|syslog\+tls):\/\/./.test(siemPush.url))
      return invalid("siemPush.url", "must be an https:// or syslog+tls:// address");
    if (siemToken !== undefined) state.siem.token = siemToken;
    if (siemPush !== undefined)
      state.siem.push = siemPush && {
        urlHint: hint(siemPush.url),
        format: siemPush.format,
        lastPushedAt: null,
        lastError: null,
      };
    return { body: company(state.siem) };
  },
  "GET /api/integrations/siem/{}": ({ state, headers }) => {
    const { token } = state.siem;
    if (!token || headers.authorization !== `Bearer ${token}`) return problem(401, "Unauthorized");
    const pulled = state.alerts
      .map(({ id, severity, status, message, email, breach, timestamp, confidence }) => {
        return { id, severity, status, message, employee: email, breach, timestamp, confidence };
      })
      .reverse();
    return { body: pulled.slice(0, 1000) };
  },
};
