// What to do about an alert, by what was exposed: the first step stops the damage.
import type { Alert } from "$api/types";

const STEPS: { when: string[]; step: string }[] = [
  { when: ["cookie", "token"], step: "End all sessions of this person: a stolen session needs no password." },
  {
    when: ["password", "hashed_password"],
    step: "Have the password changed here and wherever it was used again.",
  },
  { when: ["credit_card", "bank_account"], step: "Have the card or account watched or blocked." },
  {
    when: ["ssn", "passport", "national_id", "tax_id"],
    step: "Warn of identity theft and of calls that use these numbers.",
  },
];

const OTHERWISE = "Warn of phishing that uses these details.";

export function nextSteps(alert: Pick<Alert, "dataTypes" | "artifacts">): string[] {
  const exposed = new Set([...alert.dataTypes, ...alert.artifacts].map((name) => name.toLowerCase()));
  const steps = STEPS.filter(({ when }) => when.some((name) => exposed.has(name))).map(({ step }) => step);
  return steps.length > 0 ? steps : [OTHERWISE];
}
