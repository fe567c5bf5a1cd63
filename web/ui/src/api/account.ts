// The member's own account: password and second factor.
import { call, http, take } from "./client";
import type { Account, Enrolment } from "./endpoint-types";

const MFA = "/api/console/account/mfa";

interface Row extends Omit<Account, "organization" | "recoveryLeft"> {
  organization?: string;
  organizationName?: string;
  recoveryLeft?: number;
  recoveryCodesLeft?: number;
}

export async function getAccount(signal?: AbortSignal): Promise<Account> {
  const row = await call<Row>("get", "/api/console/account", { signal });
  return {
    ...row,
    organization: row.organization ?? row.organizationName ?? "",
    recoveryLeft: row.recoveryLeft ?? row.recoveryCodesLeft ?? 0,
  };
}

/** Where others reach this appliance: scheme, host and port. */
export async function getAddress(): Promise<string> {
  return (await take(http.GET("/api/console/address"))).address;
}

export async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  await call("post", "/api/console/account/password", { body: { oldPassword, newPassword } });
}

/** Begins; nothing changes before the first code is confirmed. */
export function beginMfa(): Promise<Enrolment> {
  return call("post", MFA);
}

/** Switches it on and answers the recovery codes, this once. */
export async function confirmMfa(code: string): Promise<string[]> {
  return (await call<{ recoveryCodes: string[] }>("post", `${MFA}/confirm`, { body: { code } }))
    .recoveryCodes;
}

export async function disableMfa(password: string, code: string): Promise<void> {
  await call("post", `${MFA}/disable`, { body: { password, code } });
}

/** New recovery codes; the old ones end. */
export async function renewRecoveryCodes(code: string): Promise<string[]> {
  const path = `${MFA}/recovery-codes`;
  return (await call<{ recoveryCodes: string[] }>("post", path, { body: { code } })).recoveryCodes;
}
