// The names that the console uses for the API's types. What lies in schema/ is generated (`npm run api`) and known here
// and in client.ts only, so that a renamed schema is repaired in one place.
import type { components as ConsoleComponents } from "./schema/console";
import type { components as ExposureComponents } from "./schema/exposure";

type Console = ConsoleComponents["schemas"];
type Exposure = ExposureComponents["schemas"];

export type Severity = Console["Severity"];
/** The error envelope; a query that does not parse also says at which character. */
export type Problem = Console["Envelope"];
export type Session = Exposure["CurrentSession"];
export type Account = Console["Account"];
export type Enrolment = Console["MfaEnrolment"];
export type Summary = Console["Summary"];
export type Employee = Console["Employee"];
export type ImportReport = Console["ImportReport"];
export type Alert = Console["Alert"];
export type AlertStatus = Console["AlertStatus"];
export type Hit = Console["Hit"];
export type SearchAnswer = Console["SearchAnswer"];
export type Job = Console["Job"];
export type JobState = Console["JobState"];
export type Connector = Console["Connector"];
export type Agent = Console["Agent"];
export type AgentChange = Console["AgentChange"];
export type ProcessAlert = Console["ProcessAlert"];
export type ProcessGroup = Console["ProcessGroup"];
export type CrashLog = Console["CrashLog"];
export type ApiKey = Console["ApiKey"];
export type ApiKeyChange = Console["ApiKeyPatch"];
export type NewApiKey = Console["NewApiKey"];
export type KeyPermission = Console["KeyPermission"];
export type Organization = Console["OrganizationSettings"];
export type OrganizationChange = Console["OrganizationPatch"];
export type NotificationPreference = Console["NotificationPreference"];
export type MailSettings = Console["Mail"];
export type MailChange = Console["NewMail"];
export type MailSecurity = Console["MailSecurity"];
export type SmsSettings = Console["Sms"];
export type SmsChange = Console["NewSms"];
export type Channel = Exposure["Channel"];
export type ChannelKind = Exposure["ChannelKind"];
export type NewChannel = Exposure["NewChannel"];
export type ChannelChange = Exposure["ChannelChange"];
export type Credential = Exposure["Credential"];
export type NewCredential = Exposure["NewCredential"];
export type Member = Console["OrganizationMember"];
export type MemberChange = Console["MemberPatch"];
export type Role = Console["MemberRole"];
export type Invitation = Console["Invitation"];
export type InvitationOffer = Console["InvitationOffered"];
export type SingleSignOn = Console["Oidc"];
export type SingleSignOnChange = Console["NewOidc"];
export type AuditEntry = Console["AuditEntry"];
export type Board = Exposure["Board"];
export type Place = Exposure["LayoutItem"];
export type WidgetInstance = Exposure["WidgetInstance"];
export type Preset = Exposure["Preset"];
export type Presets = Exposure["Presets"];
export type PresetScope = Exposure["PresetScope"];
export type WidgetsAnswer = Console["WidgetsAnswer"];
export type WidgetData = Console["WidgetData"];
export type WidgetType = WidgetData["type"];
/** The data of one type of widget. */
export type DataOf<Type extends WidgetType> = Extract<WidgetData, { type: Type }>;
export type SeverityCounts = Console["SeverityCounts"];
export type ReportSection = Exposure["ReportSection"];
export type ReportFormat = Exposure["ReportFormat"];
export type ReportSchedule = Exposure["ReportSchedule"];
export type NewReportSchedule = Exposure["NewReportSchedule"];
export type ReportScheduleChange = Exposure["ReportScheduleChange"];
export type RegisterEntry = Exposure["RegisterEntry"];
export type RegisterStatus = Exposure["RegisterStatus"];
export type NewRegisterEntry = Exposure["NewRegisterEntry"];
export type RegisterChange = Exposure["RegisterChange"];
export type Company = Exposure["Company"];
export type SiemPush = Exposure["SiemPush"];
export type SiemFormat = Exposure["SiemFormat"];
export type NewSiemPush = Exposure["NewSiemPush"];
export type Retention = Console["Retention"];
export type RetentionChange = Console["RetentionChange"];
export type RetentionCounts = Console["RetentionCounts"];
export type Directory = Exposure["Directory"];
export type DirectoryType = Exposure["DirectoryType"];
export type DirectoryMade = Exposure["NewDirectoryMade"];
export type DirectoryChange = Exposure["DirectoryChange"];
export type SyncSummary = Exposure["SyncSummary"];
export type TokenMade = Exposure["TokenMade"];

/** One page of a list: `total` counts all rows that the question matches. */
export interface Page<T> {
  items: T[];
  total: number;
}
