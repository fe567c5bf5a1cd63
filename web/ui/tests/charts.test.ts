import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import Area from "$lib/charts/Area.svelte";
import Columns from "$lib/charts/Columns.svelte";

const SVG = "http://www.w3.org/2000/svg";
const drawn = (chart: Element, name: string) =>
  [...chart.querySelectorAll(name)].filter((element) => element.namespaceURI === SVG);

test("columns are drawn between the axes, and told", () => {
  const columns = [
    { name: "Jan", values: [2, 1] },
    { name: "Feb", values: [0, 0] },
  ];
  const series = [
    { name: "High", tone: "high" as const },
    { name: "Low", tone: "low" as const },
  ];
  render(Columns, { label: "Alerts", series, columns });
  const chart = screen.getByRole("img", { name: "Alerts: Jan 3" });
  // a rectangle for each place, and one for each part that is there
  expect(drawn(chart, "rect")).toHaveLength(4);
  expect(drawn(chart, "line")).toHaveLength(3);
  expect(screen.getByText("Feb")).toBeInTheDocument();
  expect(screen.getByText("5")).toBeInTheDocument();
});

test("lines are drawn between the axes, the first with its ground", () => {
  const lines = [
    { name: "Found", tone: "one" as const, values: [1, 4] },
    { name: "Resolved", tone: "two" as const, values: [0, 2] },
  ];
  render(Area, { label: "Trend", lines, names: ["Mon", "Tue"] });
  const chart = screen.getByRole("img", { name: "Trend: Found 5, Resolved 2" });
  expect(drawn(chart, "polyline")).toHaveLength(2);
  expect(drawn(chart, "polygon")).toHaveLength(1);
  expect(chart).toHaveAttribute("viewBox", "0 0 10 100");
});
