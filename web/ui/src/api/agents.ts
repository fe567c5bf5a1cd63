// The agents on the company's computers and the crash logs that they leave.
import { call } from "./client";
import type { Agent, AgentChange, CrashLog } from "./endpoint-types";
import { allPages } from "./pages";

const ONE = "/api/console/agents/{id}";

export function listAgents(signal?: AbortSignal): Promise<Agent[]> {
  return allPages((query) => call("get", "/api/console/agents", { query, signal }));
}

export function getAgent(id: string, signal?: AbortSignal): Promise<Agent> {
  return call("get", ONE, { path: { id }, signal });
}

export function changeAgent(id: string, body: AgentChange): Promise<Agent> {
  return call("patch", ONE, { path: { id }, body });
}

export async function removeAgent(id: string): Promise<void> {
  await call("delete", ONE, { path: { id } });
}

/** Newest first. */
export function listCrashLogs(agent: string, signal?: AbortSignal): Promise<CrashLog[]> {
  return allPages((paging) =>
    call("get", "/api/console/crash-logs", { query: { agent, ...paging }, signal }),
  );
}

/** A link that holds for minutes; asking for it marks the log as seen. */
export async function crashLogLink(id: string): Promise<string> {
  return (await call<{ url: string }>("post", "/api/console/crash-logs/{id}/link", { path: { id } })).url;
}
