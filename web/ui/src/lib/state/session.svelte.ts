// Who is signed in.
import { getSession, signOut } from "$api/auth";
import type { Session } from "$api/types";
import { goAbroad } from "$lib/router/abroad";
import { home } from "./home.svelte";

class SessionState {
  current = $state.raw<Session | null>(null);
  /** False until the first answer: nothing is drawn before it is known who looks. */
  known = $state(false);

  get admin(): boolean {
    return this.current?.user.role === "ADMIN";
  }

  async load(): Promise<void> {
    this.current = await getSession();
    this.known = true;
    if (this.current) void home.load();
  }

  /** Ends it here, and at the provider where it was begun, if that is where the server sends us. */
  async end(): Promise<void> {
    const next = new URL(await signOut(), location.href);
    if (next.origin === location.origin) this.forget();
    else goAbroad(next);
  }

  forget(): void {
    this.current = null;
  }
}

export const session = new SessionState();
