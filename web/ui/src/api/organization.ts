// The organization's own data and how it is reached: mail server and SMS gateway.
import { http, take } from "./client";
import { ApiError } from "./error";
import type {
  MailChange,
  MailSettings,
  Organization,
  OrganizationChange,
  SmsChange,
  SmsSettings,
} from "./types";

export function getOrganization(signal?: AbortSignal): Promise<Organization> {
  return take(http.GET("/api/console/organization", { signal }));
}

export function changeOrganization(body: OrganizationChange): Promise<Organization> {
  return take(http.PATCH("/api/console/organization", { body }));
}

export function getMail(signal?: AbortSignal): Promise<MailSettings> {
  return take(http.GET("/api/console/mail", { signal }));
}

export async function setMail(body: MailChange): Promise<void> {
  await take(http.PUT("/api/console/mail", { body }));
}

/** Sends one with the stored settings; fails with what the mail server said. */
export async function testMail(to: string): Promise<void> {
  told(await take(http.POST("/api/console/mail/test", { body: { to } })));
}

export function getSms(signal?: AbortSignal): Promise<SmsSettings> {
  return take(http.GET("/api/console/sms", { signal }));
}

export async function setSms(body: SmsChange): Promise<void> {
  await take(http.PUT("/api/console/sms", { body }));
}

/** Sends one with the stored settings; fails with what the gateway said. */
export async function testSms(to: string): Promise<void> {
  told(await take(http.POST("/api/console/sms/test", { body: { to } })));
}

// a test that reached the other side and was refused there is an answer of its own, and a failure all the same
function told({ delivered, error }: { delivered: boolean; error?: string | null }): void {
  if (!delivered) throw new ApiError(200, { error: error ?? "It was not delivered" });
}
