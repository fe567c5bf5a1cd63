// The console's views of the endpoint API and of members' security.
//
// Written by hand in the shapes of the server's views; once the documents in docs/openapi describe them, these become
// names for generated types as in types.ts.
import type { Severity } from "./types";

/** Who is told of an agent's alerts, and whether an organization is told at all. */
export type NotificationPreference = "none" | "email" | "sms" | "email_and_sms";

export interface Agent {
  /** What the agent sends as its `uuid`: a text, not always a UUID. */
  id: string;
  name: string;
  hostname: string;
  osType: string | null;
  osPlatform: string | null;
  osVersionNumber: string | null;
  osVersionDetail: string | null;
  agentVersion: string | null;
  /** Seconds between two polls. */
  pollingInterval: number;
  alertOnly: boolean;
  driverEnabled: boolean;
  openAlerts: number;
  unseenCrashLogs: number;
  unseenSuspiciousProcesses: number;
  lastPoll: string | null;
  /** The last poll or alert, whichever came later. */
  lastSeen: string | null;
  /** Null: as the organization prefers. */
  alertNotificationType: NotificationPreference | null;
  alertNotificationMessageTemplate: string | null;
  uninstalled: boolean;
  version: number;
}

export interface AgentChange {
  name?: string;
  alertNotificationType?: NotificationPreference | null;
  alertNotificationMessageTemplate?: string;
  pollingInterval?: number;
  alertOnly?: boolean;
  driverEnabled?: boolean;
  version?: number;
}

export interface ProcessAlert {
  id: string;
  agentId: string;
  hostname: string | null;
  ipAddress: string | null;
  macAddress: string | null;
  pid: number | null;
  processName: string;
  processPath: string | null;
  processMd5: string | null;
  processSha1: string | null;
  processSha256: string | null;
  parentPid: number | null;
  parentProcessName: string | null;
  parentProcessPath: string | null;
  filePath: string | null;
  fileSize: number | null;
  md5: string | null;
  sha1: string | null;
  sha256: string | null;
  quarantineFileName: string | null;
  actionTaken: string | null;
  alertTime: string;
  receivedAt: string;
  agentVersion: string | null;
  severity: Severity;
  dismissed: boolean;
  dismissalReason: string | null;
  dismissedBy: string | null;
  dismissedAt: string | null;
  /** Whether the quarantined file arrived and can be fetched. */
  hasFile: boolean;
  /** What the agent sent beyond the known fields. */
  extra: Record<string, unknown> | null;
}

/** Alerts of one process on one host. */
export interface ProcessGroup {
  processName: string;
  hostname: string;
  count: number;
  firstAlertTime: string;
  lastAlertTime: string;
  /** The newest ones; fewer than `count` when there are many. */
  alertIds: string[];
  newest: ProcessAlert;
}

export interface CrashLog {
  id: string;
  agentId: string;
  fileName: string;
  fileSize: number;
  addedOn: string;
  seen: boolean;
}

export type KeyPermission = "full" | "read";

export interface ApiKey {
  id: string;
  label: string;
  /** How the secret begins and ends. */
  hint: string;
  status: boolean;
  permission: KeyPermission;
  version: number;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface NewApiKey {
  label: string;
  status: boolean;
  permission: KeyPermission;
}

export interface Organization {
  id: string;
  name: string;
  contactEmail: string;
  contactPhone: string;
  notificationPreferences: NotificationPreference;
  organizationType: "client" | "mssp";
  managedBy: string | null;
  hasUninstallPassword: boolean;
  version: number;
}

export interface OrganizationChange {
  name?: string;
  contactEmail?: string;
  contactPhone?: string;
  notificationPreferences?: NotificationPreference;
  uninstallPassword?: string;
  version?: number;
}

export type MailSecurity = "starttls" | "tls" | "none";

export interface MailSettings {
  host: string;
  port: number;
  security: MailSecurity;
  username: string;
  hasPassword: boolean;
  from: string;
  enabled: boolean;
  lastDeliveredAt?: string | null;
  /** Why the last one was not taken; null once one was. */
  lastError?: string | null;
}

/** A password that is left out stays as it is. */
export type MailChange = Pick<
  MailSettings,
  "host" | "port" | "security" | "username" | "from" | "enabled"
> & {
  password?: string;
};

export interface SmsSettings {
  baseUrl: string;
  method: string;
  contentType: string;
  body: string;
  hasHeaders: boolean;
  enabled: boolean;
  lastDeliveredAt?: string | null;
  /** Why the last one was not taken; null once one was. */
  lastError?: string | null;
}

/** Headers that are left out stay as they are. */
export type SmsChange = Pick<SmsSettings, "baseUrl" | "method" | "contentType" | "body" | "enabled"> & {
  headers?: string;
};

export interface Account {
  email: string;
  name: string;
  role: string;
  organization: string;
  mfaEnabled: boolean;
  recoveryLeft: number;
}

export interface Enrolment {
  /** Base32, for typing. */
  secret: string;
  /** otpauth://, for applications on the same device. */
  uri: string;
  /** The same as a QR code: the text of an SVG. */
  qr: string;
}
