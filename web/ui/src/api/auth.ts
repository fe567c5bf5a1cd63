// Signing in and out (the Auth.js REST routes), the session, and the way back for who forgot the password.
import { http, take } from "./client";
import type { Session } from "./types";

export async function getSession(): Promise<Session | null> {
  return (await take(http.GET("/api/auth/session"))) ?? null;
}

/** With `otp` a code of the authenticator or a recovery code; who needs one and gives none is told so by the error. */
export async function signIn(email: string, password: string, otp?: string): Promise<void> {
  const csrfToken = await csrf();
  const body = { csrfToken, email, password, json: true, ...(otp ? { otp } : {}) };
  await take(http.POST("/api/auth/callback/credentials", { body }));
}

/** What the sign-in page calls single sign-on; null when no organization has it. */
export async function singleSignOn(): Promise<string | null> {
  return (await take(http.GET("/api/auth/providers"))).oidc?.name ?? null;
}

/** Answers where the browser goes: to the provider of the organization, or of the one that has the address's domain. */
export async function beginSingleSignOn(who: {
  email?: string;
  organization?: string;
  next?: string;
}): Promise<string> {
  const { email, organization, next } = who;
  const body = { csrfToken: await csrf(), email, organization, callbackUrl: next, json: true };
  return (await take(http.POST("/api/auth/signin/oidc", { body }))).url;
}

/** Answers the same whether the address is known or not. */
export async function askForReset(email: string): Promise<void> {
  await take(http.POST("/reset_password", { body: { email } }));
}

export async function resetPassword(token: string, password: string): Promise<void> {
  await take(http.POST("/api/console/reset", { body: { token, password } }));
}

/** Answers where to go on: the sign-in page, or the provider where the session was begun. */
export async function signOut(): Promise<string> {
  return (await take(http.POST("/api/auth/signout", { body: { csrfToken: await csrf() } }))).url;
}

async function csrf(): Promise<string> {
  return (await take(http.GET("/api/auth/csrf"))).csrfToken;
}
