// The organization's own data and how it is reached: mail server and SMS gateway.
import { call } from "./client";
import { ApiError } from "./error";
import type {
  MailChange,
  MailSettings,
  Organization,
  OrganizationChange,
  SmsChange,
  SmsSettings,
} from "./endpoint-types";

export function getOrganization(signal?: AbortSignal): Promise<Organization> {
  return call("get", "/api/console/organization", { signal });
}

export function changeOrganization(body: OrganizationChange): Promise<Organization> {
  return call("patch", "/api/console/organization", { body });
}

/** Null while nothing was set. */
export function getMail(signal?: AbortSignal): Promise<MailSettings | null> {
  return orNull(call("get", "/api/console/mail", { signal }));
}

export async function setMail(body: MailChange): Promise<void> {
  await call("put", "/api/console/mail", { body });
}

/** Sends one with the stored settings; fails with what the mail server said. */
export async function testMail(to: string): Promise<void> {
  delivered(await call("post", "/api/console/mail/test", { body: { to } }));
}

/** Null while nothing was set. */
export async function getSms(signal?: AbortSignal): Promise<SmsSettings | null> {
  const found = await orNull(
    call<SmsSettings & { headerNames?: string[] }>("get", "/api/console/sms", { signal }),
  );
  return found && { ...found, hasHeaders: found.hasHeaders ?? (found.headerNames ?? []).length > 0 };
}

export async function setSms(body: SmsChange): Promise<void> {
  await call("put", "/api/console/sms", { body });
}

/** Sends one with the stored settings; fails with what the gateway said. */
export async function testSms(to: string): Promise<void> {
  delivered(await call("post", "/api/console/sms/test", { body: { to } }));
}

interface Outcome {
  delivered?: boolean;
  error?: string | null;
}

// a test that reached the other side and was refused there is an answer of its own, and a failure all the same
function delivered(outcome: Outcome | null): void {
  if (outcome?.delivered === false)
    throw new ApiError(200, { error: outcome.error ?? "It was not delivered" });
}

async function orNull<T>(settings: Promise<T>): Promise<T | null> {
  try {
    return (await settings) ?? null;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
