// Codes of an authenticator (RFC 6238: SHA-1, six digits, half a minute each), from node's own crypto.
import { createHmac } from "node:crypto";

export const STEP_SECONDS = 30;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The half minute that a moment belongs to. */
export function stepOf(ms = Date.now()) {
  return Math.floor(ms / 1000 / STEP_SECONDS);
}

/** The code of a secret in base32 for a half minute. */
export function totp(secret, step = stepOf()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", base32(secret)).update(counter).digest();
  const at = hash[hash.length - 1] & 0x0f;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** An authenticator that never shows a code twice: each counts once. */
export class Authenticator {
  #last = 0;

  constructor(secret) {
    this.secret = secret;
  }

  /** The next code that was not shown before; waits for its half minute where need be. */
  async next() {
    const step = Math.max(stepOf(), this.#last + 1);
    // a code is good half a minute early
    while (step > stepOf() + 1) await new Promise((resolve) => setTimeout(resolve, 200));
    this.#last = step;
    return totp(this.secret, step);
  }
}

function base32(text) {
  let bits = 0;
  let value = 0;
  const bytes = [];
  for (const letter of text.replace(/[\s=]/g, "").toUpperCase()) {
    value = (value << 5) | ALPHABET.indexOf(letter);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >>> bits) & 0xff);
    value &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}
