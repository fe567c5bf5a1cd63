// The member's own account: password and second factor.
import { http, take } from "./client";
import type { Account, Enrolment } from "./types";

export function getAccount(signal?: AbortSignal): Promise<Account> {
  return take(http.GET("/api/console/account", { signal }));
}

/** Where others reach this appliance: scheme, host and port. */
export async function getAddress(): Promise<string> {
  return (await take(http.GET("/api/console/address"))).address;
}

export async function changePassword(oldPassword: string, newPassword: string): Promise<void> {
  await take(http.POST("/api/console/account/password", { body: { oldPassword, newPassword } }));
}

/** Begins; nothing changes before the first code is confirmed. */
export function beginMfa(): Promise<Enrolment> {
  return take(http.POST("/api/console/account/mfa"));
}

/** Switches it on and answers the recovery codes, this once. */
export async function confirmMfa(code: string): Promise<string[]> {
  return (await take(http.POST("/api/console/account/mfa/confirm", { body: { code } }))).recoveryCodes;
}

export async function disableMfa(password: string, code: string): Promise<void> {
  await take(http.POST("/api/console/account/mfa/disable", { body: { password, code } }));
}

/** New recovery codes; the old ones end. */
export async function renewRecoveryCodes(code: string): Promise<string[]> {
  const renewed = http.POST("/api/console/account/mfa/recovery-codes", { body: { code } });
  return (await take(renewed)).recoveryCodes;
}
