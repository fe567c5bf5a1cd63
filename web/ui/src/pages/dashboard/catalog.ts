// The types of widgets: what they are called, what they show, and how much room they need at least and at first.
import type { WidgetType } from "$api/types";

export interface Kind {
  title: string;
  text: string;
  /** Columns and rows of the grid. */
  w: number;
  h: number;
  minW: number;
  minH: number;
}

const kind = (title: string, text: string, w: number, h: number, minW: number, minH: number): Kind => ({
  title,
  text,
  w,
  h,
  minW,
  minH,
});

export const KINDS: Record<WidgetType, Kind> = {
  "stats-row": kind("Key figures", "People, exposure and open alerts in numbers", 12, 2, 4, 2),
  "trend-chart": kind("New alerts", "Alerts found, day by day", 8, 4, 4, 3),
  "data-type-breakdown": kind("Exposed data", "The kinds of data that were lost most often", 4, 6, 3, 3),
  "breach-sources": kind("Alerts by source", "Where alerts were read of, and how they stand", 4, 4, 3, 3),
  "severity-donut": kind("Open by severity", "Open alerts by severity", 4, 4, 3, 3),
  "department-risk": kind("Department risk", "Departments at the greatest risk", 4, 5, 3, 3),
  "alerts-feed": kind("Newest alerts", "What was found last", 4, 5, 3, 3),
  "top-risky-employees": kind("People at risk", "People at the greatest risk", 4, 5, 3, 3),
  "risk-gauge": kind("Company risk", "The company's score, and what it is made of", 4, 4, 3, 3),
  "alert-status-breakdown": kind("Alerts by status", "How far the work has come", 4, 4, 3, 3),
  "employee-exposure": kind("Exposure of people", "How many people are in how many breaches", 4, 4, 3, 3),
  "alerts-by-month": kind("Alerts by month", "Alerts found, month by month", 6, 4, 4, 3),
  "alert-velocity": kind("Found and resolved", "How fast alerts come and are dealt with", 6, 4, 4, 3),
  "critical-alerts": kind("Open critical alerts", "What to do first", 4, 5, 3, 3),
  "alerts-by-department": kind("Alerts by department", "Alerts of each department's people", 4, 5, 3, 3),
  "breach-source-donut": kind("Breaches by source", "Where breaches were first read of", 4, 4, 3, 3),
  "breach-timeline": kind("Breach timeline", "When the breaches happened", 8, 5, 4, 3),
  "top-breaches": kind("Largest breaches", "Breaches that affect the most people", 4, 6, 3, 3),
  "data-type-radar": kind("Categories of data", "Lost data by category of the GDPR", 8, 5, 4, 4),
  "mfa-coverage": kind("Second factor", "Who has one registered, as directories tell", 4, 6, 3, 3),
};

export const TYPES = Object.keys(KINDS) as WidgetType[];

/** The type of an instance: `risk-gauge-2` is of `risk-gauge`. */
export function typeOf(instance: string): WidgetType | undefined {
  return TYPES.find((type) => instance.startsWith(type) && /^$|^[-_:.#]/.test(instance.slice(type.length)));
}

/** An id for one more widget of this type, beside those that are there. */
export function freshInstance(type: WidgetType, taken: string[]): string {
  if (!taken.includes(type)) return type;
  let n = 2;
  while (taken.includes(`${type}-${n}`)) n += 1;
  return `${type}-${n}`;
}
