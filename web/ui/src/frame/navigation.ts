// What the navigation lists.
import Bell from "@lucide/svelte/icons/bell";
import Blocks from "@lucide/svelte/icons/blocks";
import BookUser from "@lucide/svelte/icons/book-user";
import FileChartColumn from "@lucide/svelte/icons/file-chart-column";
import KeyRound from "@lucide/svelte/icons/key-round";
import KeySquare from "@lucide/svelte/icons/key-square";
import LayoutDashboard from "@lucide/svelte/icons/layout-dashboard";
import ListChecks from "@lucide/svelte/icons/list-checks";
import MonitorCheck from "@lucide/svelte/icons/monitor-check";
import NotebookText from "@lucide/svelte/icons/notebook-text";
import ScrollText from "@lucide/svelte/icons/scroll-text";
import Settings from "@lucide/svelte/icons/settings";
import ShieldAlert from "@lucide/svelte/icons/shield-alert";
import UserCog from "@lucide/svelte/icons/user-cog";
import Users from "@lucide/svelte/icons/users";
import type { Component } from "svelte";
import type { PageName } from "$lib/router/routes";

export interface NavigationItem {
  page: PageName;
  /** Other pages that belong to this one. */
  also?: PageName[];
  href: string;
  label: string;
  icon: Component<{ size?: number }>;
}

export const NAVIGATION: { title: string; items: NavigationItem[] }[] = [
  {
    title: "Monitor",
    items: [
      { page: "dashboard", href: "/dashboard", label: "Dashboard", icon: LayoutDashboard },
      { page: "alerts", also: ["process-groups"], href: "/alerts", label: "Alerts", icon: ShieldAlert },
      { page: "agents", href: "/agents", label: "Agents", icon: MonitorCheck },
      { page: "employees", href: "/employees", label: "Employees", icon: Users },
      { page: "reports", href: "/reports", label: "Reports", icon: FileChartColumn },
      { page: "register", href: "/register", label: "Register", icon: NotebookText },
      { page: "jobs", href: "/jobs", label: "Jobs", icon: ListChecks },
    ],
  },
  {
    title: "Set up",
    items: [
      { page: "connectors", href: "/connectors", label: "Connectors", icon: Blocks },
      { page: "directories", href: "/directories", label: "Directories", icon: BookUser },
      { page: "channels", href: "/channels", label: "Channels", icon: Bell },
      { page: "credentials", href: "/credentials", label: "Credentials", icon: KeyRound },
      { page: "api-keys", href: "/api-keys", label: "API keys", icon: KeySquare },
      { page: "members", href: "/members", label: "Members", icon: UserCog },
      { page: "settings", href: "/settings", label: "Settings", icon: Settings },
      { page: "audit", href: "/audit", label: "Audit", icon: ScrollText },
    ],
  },
];
