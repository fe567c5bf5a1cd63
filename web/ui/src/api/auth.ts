// Signing in and out (the Auth.js REST routes) and the session.
import { http, take } from "./client";
import type { Session } from "./types";

export async function getSession(): Promise<Session | null> {
  return (await take(http.GET("/api/auth/session"))) ?? null;
}

export async function signIn(email: string, password: string): Promise<void> {
  const csrfToken = await csrf();
  await take(
    http.POST("/api/auth/callback/credentials", { body: { csrfToken, email, password, json: true } }),
  );
}

export async function signOut(): Promise<void> {
  await take(http.POST("/api/auth/signout", { body: { csrfToken: await csrf() } }));
}

async function csrf(): Promise<string> {
  return (await take(http.GET("/api/auth/csrf"))).csrfToken;
}
