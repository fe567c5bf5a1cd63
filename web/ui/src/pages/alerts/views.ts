// The ways to look at alerts.
export type View = "exposures" | "processes" | "groups";

export const VIEWS: { view: View; href: string; label: string }[] = [
  { view: "exposures", href: "/alerts", label: "Exposures" },
  { view: "processes", href: "/alerts?kind=process_alert", label: "Processes" },
  { view: "groups", href: "/process-groups", label: "Processes, grouped" },
];

/** The view that shows these kinds; none for a search over several. */
export function viewOf(kinds: readonly string[]): View | null {
  if (kinds.length !== 1) return null;
  return kinds[0] === "exposure_alert" ? "exposures" : kinds[0] === "process_alert" ? "processes" : null;
}
