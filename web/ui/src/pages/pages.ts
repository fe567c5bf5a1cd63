// The pages by name.
import type { Component } from "svelte";
import type { PageName } from "$lib/router/routes";
import Account from "./account/Account.svelte";
import Agents from "./agents/Agents.svelte";
import Alerts from "./alerts/Alerts.svelte";
import ApiKeys from "./api-keys/ApiKeys.svelte";
import Audit from "./audit/Audit.svelte";
import Channels from "./channels/Channels.svelte";
import Connectors from "./connectors/Connectors.svelte";
import Credentials from "./credentials/Credentials.svelte";
import Dashboard from "./dashboard/Dashboard.svelte";
import Directories from "./directories/Directories.svelte";
import Employees from "./employees/Employees.svelte";
import Jobs from "./jobs/Jobs.svelte";
import Members from "./members/Members.svelte";
import ProcessGroups from "./processes/ProcessGroups.svelte";
import Register from "./register/Register.svelte";
import Reports from "./reports/Reports.svelte";
import Settings from "./settings/Settings.svelte";

export const PAGES: Partial<Record<PageName, Component>> = {
  dashboard: Dashboard,
  alerts: Alerts,
  "process-groups": ProcessGroups,
  agents: Agents,
  employees: Employees,
  jobs: Jobs,
  connectors: Connectors,
  directories: Directories,
  channels: Channels,
  credentials: Credentials,
  "api-keys": ApiKeys,
  reports: Reports,
  register: Register,
  members: Members,
  settings: Settings,
  audit: Audit,
  account: Account,
};
