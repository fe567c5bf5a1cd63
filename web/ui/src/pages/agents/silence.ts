// Whether an agent is heard: it polls at its interval, and one missed poll is not yet silence.
import type { Agent } from "$api/types";
import { span } from "$lib/format/time";

/** So many intervals may pass without a word. */
const MISSED = 3;

/** No agent is called silent sooner than this. */
const AT_LEAST_SECONDS = 300;

export type Heard = "heard" | "silent" | "never" | "uninstalled";

export function heard(agent: Agent, now: number): Heard {
  if (agent.uninstalled) return "uninstalled";
  if (!agent.lastSeen) return "never";
  const patience = Math.max(AT_LEAST_SECONDS, MISSED * agent.pollingInterval) * 1000;
  return now - Date.parse(agent.lastSeen) > patience ? "silent" : "heard";
}

/** "silent for 3 h" */
export function silentFor(agent: Agent, now: number): string {
  return `silent for ${span(now - Date.parse(agent.lastSeen ?? ""))}`;
}
