// An agent's operating system in words, and which of the signs stands for it.
import type { Agent } from "$api/types";

export type System = "windows" | "mac" | "linux" | "other";

export function systemOf(agent: Pick<Agent, "osType" | "osPlatform">): System {
  const text = `${agent.osType ?? ""} ${agent.osPlatform ?? ""}`.toLowerCase();
  if (/darwin|mac ?os/.test(text)) return "mac";
  if (/windows/.test(text)) return "windows";
  return /linux|ubuntu|debian|fedora|rhel|centos|suse|alpine|arch/.test(text) ? "linux" : "other";
}

/** "Windows 10 Pro", as exact as the agent said. */
export function systemName(agent: Agent): string {
  return agent.osVersionDetail || agent.osPlatform || agent.osType || "Unknown system";
}
