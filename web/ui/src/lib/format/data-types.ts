// Kinds of exposed data that let somebody act as the person: those that the severity rule counts, and live sessions.
const DANGEROUS: ReadonlySet<string> = new Set([
  "password",
  "hashed_password",
  "credit_card",
  "ssn",
  "bank_account",
  "cookie",
  "token",
]);

export function isDangerous(type: string): boolean {
  return DANGEROUS.has(type.toLowerCase());
}
