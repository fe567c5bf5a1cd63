// What a message template may name; the server knows the same and refuses others.
export const DEFAULT_TEMPLATE = "{action_taken}: {process_name} on {hostname} ({process_path})";

export const PLACEHOLDERS: { name: string; means: string }[] = [
  { name: "hostname", means: "the computer" },
  { name: "agent_name", means: "the agent's name here" },
  { name: "ip_address", means: "the computer's address" },
  { name: "process_name", means: "the process" },
  { name: "process_path", means: "its program file" },
  { name: "parent_process_name", means: "what started it" },
  { name: "file_path", means: "the file it touched" },
  { name: "md5", means: "that file's MD5" },
  { name: "sha256", means: "that file's SHA-256" },
  { name: "action_taken", means: "what the agent did" },
  { name: "alert_time", means: "when" },
  { name: "organization", means: "your organization" },
];
