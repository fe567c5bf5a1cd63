// The names that the console uses for the API's types. `schema.d.ts` is generated (`npm run api`) and known here and
// in client.ts only, so that a renamed schema is repaired in one place.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Severity = "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";
export type AlertStatus = "OPEN" | "ACKNOWLEDGED" | "RESOLVED";
export type Role = "ADMIN" | "VIEWER";
export type ChannelKind = "WEBHOOK" | "SLACK" | "TEAMS" | "EMAIL";
export type JobState = "queued" | "running" | "succeeded" | "failed" | "cancelled";

export type Problem = Schemas["Problem"];
export type Session = Schemas["Session"];
export type Summary = Schemas["Summary"];
export type Employee = Schemas["Employee"];
export type ImportReport = Schemas["ImportReport"];
export type Alert = Schemas["Alert"];
export type Hit = Schemas["Hit"];
export type SearchAnswer = Schemas["SearchAnswer"];
export type Job = Schemas["Job"];
export type Connector = Schemas["Connector"];
export type Channel = Schemas["Channel"];
export type NewChannel = Schemas["NewChannel"];
export type ChannelChange = Schemas["ChannelChange"];
export type Credential = Schemas["Credential"];
export type NewCredential = Schemas["NewCredential"];
export type AuditEntry = Schemas["AuditEntry"];

/** One page of a list: `total` counts all rows that the question matches. */
export interface Page<T> {
  items: T[];
  total: number;
}
