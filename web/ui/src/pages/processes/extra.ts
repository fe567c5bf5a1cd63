// What an agent sent beyond the fields that the API knows.

const USER = ["user", "username", "user_name"];

/** The person whose process it was, where the agent says so. */
export function userOf(extra: Record<string, unknown> | null): string | null {
  for (const name of USER) {
    const value = extra?.[name];
    if (typeof value === "string" && value) return value;
  }
  return null;
}

/** Names and values as text, without what is shown elsewhere. */
export function others(extra: Record<string, unknown> | null): { name: string; text: string }[] {
  return Object.entries(extra ?? {})
    .filter(([name, value]) => !(USER.includes(name) && typeof value === "string"))
    .map(([name, value]) => ({ name, text: typeof value === "string" ? value : JSON.stringify(value) }));
}
