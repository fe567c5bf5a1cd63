// Which agents are shown and in which order.
import type { Agent } from "$api/types";

export type Order = "seen" | "silent" | "alerts" | "name";

export const ORDERS: { value: Order; label: string }[] = [
  { value: "seen", label: "Last seen first" },
  { value: "silent", label: "Longest silent first" },
  { value: "alerts", label: "Most open alerts first" },
  { value: "name", label: "By name" },
];

const COMPARE: Record<Order, (a: Agent, b: Agent) => number> = {
  seen: (a, b) => (b.lastSeen ?? "").localeCompare(a.lastSeen ?? ""),
  silent: (a, b) => Number(a.uninstalled) - Number(b.uninstalled) || COMPARE.seen(b, a),
  alerts: (a, b) => b.openAlerts - a.openAlerts || COMPARE.seen(a, b),
  name: (a, b) => nameOf(a).localeCompare(nameOf(b)),
};

export function isOrder(value: string | null): value is Order {
  return value !== null && value in COMPARE;
}

export function nameOf(agent: Agent): string {
  return agent.name || agent.hostname || agent.id;
}

/** Agents that have every word of `q` somewhere, in order. */
export function select(agents: readonly Agent[], q: string, order: Order): Agent[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return agents
    .filter((agent) => words.every((word) => text(agent).includes(word)))
    .sort((a, b) => COMPARE[order](a, b) || a.id.localeCompare(b.id));
}

function text(agent: Agent): string {
  const { id, name, hostname, osType, osPlatform, osVersionDetail, agentVersion } = agent;
  return [id, name, hostname, osType, osPlatform, osVersionDetail, agentVersion].join(" ").toLowerCase();
}
