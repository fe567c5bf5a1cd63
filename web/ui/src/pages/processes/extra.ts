// What an agent sent beyond the fields that the API knows.
import type { ProcessAlert } from "$api/types";

const USER = ["user", "username", "user_name"];

/** The person whose process it was, where the agent says so. */
export function userOf(extra: ProcessAlert["extra"]): string | null {
  for (const name of USER) {
    const value = extra?.[name];
    if (typeof value === "string" && value) return value;
  }
  return null;
}

/** Names and values as text, without what is shown elsewhere. */
export function others(extra: ProcessAlert["extra"]): { name: string; text: string }[] {
  return Object.entries(extra ?? {})
    .filter(([name, value]) => !(USER.includes(name) && typeof value === "string"))
    .map(([name, value]) => ({ name, text: typeof value === "string" ? value : JSON.stringify(value) }));
}
