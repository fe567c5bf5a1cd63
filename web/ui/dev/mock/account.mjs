// The member's password and second factor, and the way back for who forgot the password.
import { randomBytes } from "node:crypto";
import { stepOf, totp } from "../../e2e/totp.mjs";
import { invalid, problem, USER } from "./answer.mjs";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const letters = (count) => [...randomBytes(count)].map((byte) => ALPHABET[byte % 32]).join("");
const recoveryCodes = () => Array.from({ length: 10 }, () => `${letters(5)}-${letters(5)}`.toLowerCase());

/** Whether a code of the authenticator or a recovery code is good; it then counts no more. */
export function takeCode(state, code) {
  const { mfa } = state;
  const now = stepOf();
  const step = [now - 1, now, now + 1].find((at) => at > mfa.lastStep && totp(mfa.secret, at) === code);
  if (step !== undefined) return (mfa.lastStep = step);
  const at = mfa.recovery.indexOf(code);
  return at >= 0 && mfa.recovery.splice(at, 1).length > 0;
}

function weakness(password) {
  if (password.length < 12) return "must have at least 12 characters";
  return /^(.)\1+$|password/.test(password) ? "is in a list of breached passwords; choose another" : null;
}

// black on white, as a real one; not one that could be scanned
const QR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h29v29H0z"/><path stroke="#000" d="M4 4.500h7m2 0h3m2 0h7M4 10.500h7m1 0h2m4 0h7M4 5.500v5m6-5v5m8-5v5m6-5v5M4 18.500h7m3 0h2m2 0h1m2 0h3M4 24.500h7m2 0h4m3 0h4M6 7.500h3M20 7.500h3M6 21.500h3M13 14.500h9M12 20.500h11M5 13.500h6"/></svg>';

export const ACCOUNT_ROUTES = {
  "GET /api/console/account": ({ state }) => ({
    body: {
      ...USER,
      organizationId: "o1",
      organizationName: state.organization.name,
      hasPassword: true,
      mfaEnabled: state.mfa.enabled,
      recoveryCodesLeft: state.mfa.recovery.length,
      created: "2026-01-05T08:00:00Z",
    },
  }),
  "GET /api/console/address": ({ origin }) => ({ body: { address: origin } }),
  "POST /api/console/account/password": ({ state, body }) => {
    if (body.oldPassword !== state.password) return invalid("oldPassword", "is not your password");
    const weak = weakness(body.newPassword);
    if (weak) return invalid("newPassword", weak);
    state.password = body.newPassword;
    return { status: 204 };
  },
  "POST /api/console/account/mfa": ({ state }) => {
    state.mfa = { ...state.mfa, secret: letters(32), lastStep: 0 };
    const uri = `otpauth://totp/Gatehouse:${USER.email}?secret=${state.mfa.secret}&issuer=Gatehouse`;
    return { body: { secret: state.mfa.secret, uri, qr: QR } };
  },
  "POST /api/console/account/mfa/confirm": ({ state, body }) => {
    if (!takeCode(state, body.code)) return invalid("code", "is wrong or was used already");
    Object.assign(state.mfa, { enabled: true, recovery: recoveryCodes() });
    return { body: { recoveryCodes: [...state.mfa.recovery] } };
  },
  "POST /api/console/account/mfa/disable": ({ state, body }) => {
    if (body.password !== state.password) return invalid("password", "is not your password");
    if (!takeCode(state, body.code)) return invalid("code", "is wrong or was used already");
    state.mfa = { enabled: false, secret: "", lastStep: 0, recovery: [] };
    return { status: 204 };
  },
  "POST /api/console/account/mfa/recovery-codes": ({ state, body }) => {
    if (!takeCode(state, body.code)) return invalid("code", "is wrong or was used already");
    state.mfa.recovery = recoveryCodes();
    return { body: { recoveryCodes: [...state.mfa.recovery] } };
  },
  "POST /reset_password": () => ({
    body: { success: true, message: "Password reset email has been sent" },
  }),
  "POST /api/console/reset": ({ state, body }) => {
    if (body.token !== "made-token") return invalid("token", "is not good any more; ask for a new mail");
    const weak = weakness(body.password);
    if (weak) return invalid("password", weak);
    state.password = body.password;
    state.sessions.clear();
    return { status: 204 };
  },
  "POST /api/auth/callback/credentials": ({ state, body }) => {
    if (state.failures >= 5) return problem(429, "Too many attempts", {}, { "retry-after": "30" });
    const refuse = (error) => problem(401, error, { url: `/login?error=${error}` });
    if (body.email !== USER.email || body.password !== state.password) {
      state.failures += 1;
      return refuse("CredentialsSignin");
    }
    if (state.mfa.enabled && !body.otp) return refuse("CodeRequired");
    if (state.mfa.enabled && !takeCode(state, body.otp)) {
      state.failures += 1;
      return refuse("CredentialsSignin");
    }
    state.failures = 0;
    const token = `s${++state.ids}`;
    state.sessions.add(token);
    return {
      body: { url: "/" },
      headers: { "set-cookie": `gatehouse.session=${token}; Path=/; HttpOnly; SameSite=Lax` },
    };
  },
};
