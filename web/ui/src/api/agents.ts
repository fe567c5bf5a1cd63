// The agents on the company's computers and the crash logs that they leave.
import { http, take } from "./client";
import { allPages } from "./pages";
import type { Agent, AgentChange, CrashLog } from "./types";

const of = (id: string) => ({ params: { path: { id } } });

export function listAgents(signal?: AbortSignal): Promise<Agent[]> {
  return allPages((query) => take(http.GET("/api/console/agents", { params: { query }, signal })));
}

export function getAgent(id: string, signal?: AbortSignal): Promise<Agent> {
  return take(http.GET("/api/console/agents/{id}", { ...of(id), signal }));
}

export function changeAgent(id: string, body: AgentChange): Promise<Agent> {
  return take(http.PATCH("/api/console/agents/{id}", { ...of(id), body }));
}

export async function removeAgent(id: string): Promise<void> {
  await take(http.DELETE("/api/console/agents/{id}", of(id)));
}

/** Newest first. */
export function listCrashLogs(agent: string, signal?: AbortSignal): Promise<CrashLog[]> {
  return allPages((paging) =>
    take(http.GET("/api/console/crash-logs", { params: { query: { agent, ...paging } }, signal })),
  );
}

/** A link that holds for minutes; asking for it marks the log as seen. */
export async function crashLogLink(id: string): Promise<string> {
  return (await take(http.POST("/api/console/crash-logs/{id}/link", of(id)))).url;
}
