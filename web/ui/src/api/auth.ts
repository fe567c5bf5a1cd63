// Signing in and out (the Auth.js REST routes), the session, and the way back for who forgot the password.
import { call, http, take } from "./client";
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

/** Answers the same whether the address is known or not. */
export async function askForReset(email: string): Promise<void> {
  await call("post", "/reset_password", { body: { email } });
}

export async function resetPassword(token: string, password: string): Promise<void> {
  await call("post", "/api/console/reset", { body: { token, password } });
}

export async function signOut(): Promise<void> {
  await take(http.POST("/api/auth/signout", { body: { csrfToken: await csrf() } }));
}

async function csrf(): Promise<string> {
  return (await take(http.GET("/api/auth/csrf"))).csrfToken;
}
