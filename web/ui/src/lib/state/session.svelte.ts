// Who is signed in.
import { getSession, signOut } from "$api/auth";
import type { Session } from "$api/types";

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
  }

  async end(): Promise<void> {
    await signOut();
    this.forget();
  }

  forget(): void {
    this.current = null;
  }
}

export const session = new SessionState();
