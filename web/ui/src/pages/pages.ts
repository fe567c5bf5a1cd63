// The pages by name.
import type { Component } from "svelte";
import type { PageName } from "$lib/router/routes";
import Alerts from "./alerts/Alerts.svelte";
import Audit from "./audit/Audit.svelte";
import Channels from "./channels/Channels.svelte";
import Connectors from "./connectors/Connectors.svelte";
import Credentials from "./credentials/Credentials.svelte";
import Employees from "./employees/Employees.svelte";
import Jobs from "./jobs/Jobs.svelte";

export const PAGES: Partial<Record<PageName, Component>> = {
  alerts: Alerts,
  employees: Employees,
  jobs: Jobs,
  connectors: Connectors,
  channels: Channels,
  credentials: Credentials,
  audit: Audit,
};
