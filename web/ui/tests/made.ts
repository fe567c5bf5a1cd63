// Made rows, for tests to change.
import type { Agent, Directory, ProcessAlert, ProcessGroup } from "$api/types";

export function agent(change: Partial<Agent> = {}): Agent {
  return {
    id: "a1",
    name: "berlin-ws-014",
    hostname: "berlin-ws-014.acme.example",
    osType: "Windows",
    osPlatform: "Windows 11",
    osVersionNumber: "10.0.22631",
    osVersionDetail: "Windows 11 Pro",
    agentVersion: "2.4.0",
    pollingInterval: 300,
    alertOnly: false,
    driverEnabled: true,
    openAlerts: 0,
    unseenCrashLogs: 0,
    unseenSuspiciousProcesses: 0,
    lastPoll: "2026-05-01T12:00:00Z",
    lastSeen: "2026-05-01T12:00:00Z",
    alertNotificationType: null,
    alertNotificationMessageTemplate: null,
    uninstalled: false,
    version: 7,
    ...change,
  };
}

export function processAlert(change: Partial<ProcessAlert> = {}): ProcessAlert {
  return {
    id: "p1",
    agentId: "a1",
    hostname: "berlin-ws-014.acme.example",
    ipAddress: "10.20.0.7",
    macAddress: null,
    pid: 4711,
    processName: "mimikatz.exe",
    processPath: "C:\\Temp\\mimikatz.exe",
    processMd5: null,
    processSha1: null,
    processSha256: "ab".repeat(32),
    parentPid: 812,
    parentProcessName: "explorer.exe",
    parentProcessPath: null,
    filePath: null,
    fileSize: null,
    md5: null,
    sha1: null,
    sha256: null,
    quarantineFileName: "q-17.bin",
    actionTaken: "quarantined",
    alertTime: "2026-05-01T11:00:00Z",
    receivedAt: "2026-05-01T11:00:01Z",
    agentVersion: "2.4.0",
    severity: "MEDIUM",
    dismissed: false,
    dismissalReason: null,
    dismissedBy: null,
    dismissedAt: null,
    hasFile: true,
    extra: {},
    version: 1,
    ...change,
  };
}

export function group(change: Partial<ProcessGroup> = {}): ProcessGroup {
  const newest = processAlert();
  return {
    processName: newest.processName,
    hostname: "berlin-ws-014.acme.example",
    count: 1,
    firstAlertTime: newest.alertTime,
    lastAlertTime: newest.alertTime,
    alertIds: [newest.id],
    newest,
    ...change,
  };
}

export function directory(change: Partial<Directory> = {}): Directory {
  return {
    id: "d1",
    type: "OKTA",
    name: "Acme",
    status: "ACTIVE",
    lastSyncAt: "2026-05-01T12:00:00Z",
    lastSyncCount: 412,
    errorMessage: null,
    createdAt: "2026-04-01T12:00:00Z",
    autoSyncIntervalMinutes: null,
    maxLeaversPercent: 20,
    config: { domain: "acme.okta.com" },
    lastSync: {
      delta: false,
      listed: 415,
      added: 3,
      changed: 0,
      left: 1,
      unchanged: 410,
      refused: [{ externalId: "00u7", reason: "the address belongs to somebody else" }],
      refusedTotal: 1,
    },
    scim: null,
    ...change,
  };
}

export function page<T>(items: T[], total = items.length) {
  return { body: { items, total, limit: 200, offset: 0 } };
}
