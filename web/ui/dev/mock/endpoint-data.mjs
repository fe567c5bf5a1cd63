// Made agents, process alerts and crash logs for the mock server.
import { createHash } from "node:crypto";

const MINUTE = 60_000;
const SYSTEMS = [
  ["Windows", "Windows 11", "10.0.22631", "Windows 11 Pro 23H2"],
  ["Windows", "Windows Server 2022", "10.0.20348", "Windows Server 2022 Standard"],
  ["macOS", "Darwin", "14.5", "macOS 14.5 Sonoma"],
  ["Linux", "Ubuntu", "22.04", "Ubuntu 22.04.4 LTS"],
];
const PROCESSES = [
  ["mimikatz.exe", "C:\\Users\\Public\\Downloads\\mimikatz.exe", "blocked"],
  ["powershell.exe", "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe", "alerted"],
  ["invoice_2026.pdf.exe", "C:\\Users\\ines\\AppData\\Local\\Temp\\invoice_2026.pdf.exe", "quarantined"],
  ["xmrig", "/tmp/.cache/xmrig", "terminated"],
  ["rclone.exe", "C:\\ProgramData\\rclone\\rclone.exe", "allowed"],
  ["osascript", "/usr/bin/osascript", "alerted"],
];
const HOSTS = ["berlin-ws-014", "berlin-ws-022", "lisbon-mbp-03", "paris-srv-db1", "krakow-ws-101"];

const hash = (name, text) => createHash(name).update(text).digest("hex");
const id = (n) => `0199bb20-1000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const iso = (ms) => new Date(ms).toISOString();

export function agents(now = Date.now()) {
  return Array.from({ length: 64 }, (_, n) => {
    const [osType, osPlatform, osVersionNumber, osVersionDetail] = SYSTEMS[n % SYSTEMS.length];
    const silentMinutes = n % 13 === 5 ? 60 * 24 * ((n % 4) + 1) : n % 17 === 9 ? 47 : n % 5;
    const lastSeen = n === 63 ? null : iso(now - silentMinutes * MINUTE - n * 700);
    const hostname = n < HOSTS.length ? HOSTS[n] : `acme-ws-${String(n).padStart(3, "0")}`;
    return {
      id: id(n + 1),
      name: n === 3 ? "Database of Paris" : hostname,
      hostname: `${hostname}.acme.example`,
      osType,
      osPlatform,
      osVersionNumber,
      osVersionDetail,
      agentVersion: n % 9 === 4 ? "2.3.1" : "2.4.0",
      pollingInterval: 300,
      alertOnly: n % 11 === 2,
      driverEnabled: n % 4 < 2,
      unseenCrashLogs: n === 1 ? 2 : 0,
      unseenSuspiciousProcesses: n % 3 === 0 && n < 10 ? 1 : 0,
      lastPoll: lastSeen,
      lastSeen,
      alertNotificationType: n === 3 ? "email_and_sms" : null,
      alertNotificationMessageTemplate: n === 3 ? "{hostname}: {process_name} was {action_taken}" : null,
      uninstalled: n === 40,
      version: 1,
    };
  });
}

export function processAlerts(computers, now = Date.now()) {
  return Array.from({ length: 240 }, (_, n) => {
    const [processName, processPath, actionTaken] = PROCESSES[(n * n + 3) % PROCESSES.length];
    const agent = computers[(n * 7) % 5];
    const at = now - ((n * 7919) % 9000) * MINUTE;
    return processAlert(
      {
        uuid: agent.id,
        version: agent.agentVersion,
        hostname: agent.hostname,
        ip_address: `10.20.${n % 4}.${(n * 13) % 250}`,
        mac_address: "00:1b:44:11:3a:b7",
        pid: 1000 + n * 4,
        process_name: processName,
        process_path: processPath,
        process_md5: hash("md5", processPath),
        process_sha1: hash("sha1", processPath),
        process_sha256: hash("sha256", processPath),
        parent_pid: 812,
        parent_process_name: "explorer.exe",
        parent_process_path: "C:\\Windows\\explorer.exe",
        file_path: n % 2 ? "C:\\Users\\ines\\Documents\\payroll.xlsx" : null,
        file_size: n % 2 ? 48_211 : null,
        sha256: n % 2 ? hash("sha256", "payroll") : null,
        quarantine_file_name: actionTaken === "quarantined" ? `q-${n}.bin` : null,
        action_taken: actionTaken,
        detected_at: Math.floor(at / 1000),
        user: "ACME\\ines.dahl",
        command_line: `"${processPath}" -NoProfile -EncodedCommand SQBFAFgA`,
        rule: { id: 4711, name: "Credential access" },
      },
      id(0x1000 + n),
    );
  }).sort((a, b) => b.alertTime.localeCompare(a.alertTime));
}

const KNOWN = new Set(
  "uuid version hostname ip_address mac_address pid process_name process_path process_md5 process_sha1 process_sha256 parent_pid parent_process_name parent_process_path file_path file_size md5 sha1 sha256 quarantine_file_name action_taken detected_at".split(
    " ",
  ),
);

/** The console's view of an alert as an agent sends it. */
export function processAlert(sent, alertId) {
  const quiet = ["blocked", "terminated", "quarantined"].includes(sent.action_taken);
  const known = Object.fromEntries([...KNOWN].map((name) => [camel(name), sent[name] ?? null]));
  const { uuid, version, detectedAt, ...fields } = known;
  return {
    id: alertId,
    ...fields,
    agentId: uuid,
    agentVersion: version,
    alertTime: iso(detectedAt * 1000),
    receivedAt: iso(detectedAt * 1000 + 1400),
    severity: quiet ? "MEDIUM" : "HIGH",
    dismissed: false,
    dismissalReason: null,
    dismissedBy: null,
    dismissedAt: null,
    hasFile: fields.quarantineFileName !== null,
    extra: Object.fromEntries(Object.entries(sent).filter(([name]) => !KNOWN.has(name))),
    version: 1,
  };
}

export function crashLogs(computers, now = Date.now()) {
  return [0, 1, 2].map((n) => ({
    id: id(0x9000 + n),
    agentId: computers[1].id,
    fileName: `agent-2.4.0-2026110${n + 1}.zip`,
    fileSize: 1_204_551 + n * 90_000,
    addedOn: iso(now - (n + 1) * 900 * MINUTE),
    seen: n === 2,
  }));
}

function camel(name) {
  return name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}
