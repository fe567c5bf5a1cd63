// The alert list's keys, as a table; what each does is the page's business.

export type Command =
  | "search"
  | "next"
  | "previous"
  | "select"
  | "acknowledge"
  | "resolve"
  | "reopen"
  | "dismiss"
  | "close"
  | "help";

const COMMANDS: Record<string, Command> = {
  "/": "search",
  j: "next",
  ArrowDown: "next",
  k: "previous",
  ArrowUp: "previous",
  x: "select",
  a: "acknowledge",
  r: "resolve",
  o: "reopen",
  d: "dismiss",
  Escape: "close",
  "?": "help",
};

export const SHORTCUTS: { keys: string[]; does: string }[] = [
  { keys: ["/"], does: "Search" },
  { keys: ["j", "k"], does: "Next, previous alert" },
  { keys: ["Enter"], does: "Open the alert" },
  { keys: ["x"], does: "Select" },
  { keys: ["a"], does: "Acknowledge" },
  { keys: ["r"], does: "Resolve" },
  { keys: ["o"], does: "Reopen" },
  { keys: ["d"], does: "Dismiss (processes)" },
  { keys: ["Esc"], does: "Close, clear" },
];

/** The command of a key press; undefined while something is typed or a menu or dialog is open. */
export function command(event: KeyboardEvent): Command | undefined {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return undefined;
  const at = event.target instanceof Element ? event.target : null;
  if (at?.closest("input:not([type=checkbox]), textarea, select, [role=menu], [role=dialog]"))
    return undefined;
  return COMMANDS[event.key];
}
