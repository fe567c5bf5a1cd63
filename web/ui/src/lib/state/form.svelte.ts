// What a form knows besides its values: whether it is being sent, and what the server found wrong with which field.
import { ApiError, sentence } from "$api/error";

export class Form {
  busy = $state(false);
  #problem = $state.raw<{ field: string | null; text: string } | null>(null);
  #fields: readonly string[];

  /** `fields` are those that show their own error; any other error is the form's. */
  constructor(...fields: string[]) {
    this.#fields = fields;
  }

  /** What is wrong with the field, in the server's words. */
  errorOf(field: string): string | null {
    return this.#problem?.field === field ? this.#problem.text : null;
  }

  /** What is wrong with no field in particular. */
  get error(): string | null {
    return this.#problem?.field === null ? this.#problem.text : null;
  }

  refuse(field: string | null, text: string): void {
    this.#problem = { field, text };
  }

  clear(): void {
    this.#problem = null;
  }

  /** Whether the work succeeded. */
  async send(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.#problem = null;
    try {
      await work();
      return true;
    } catch (error) {
      const field = error instanceof ApiError ? this.#own(error.problem.field) : null;
      this.refuse(field, field ? withoutName(error, field) : sentence(error));
      return false;
    } finally {
      this.busy = false;
    }
  }

  // the server may name a field as the endpoint API does: contact_email for contactEmail
  #own(named: string | null | undefined): string | null {
    return this.#fields.find((field) => plain(field) === plain(named ?? "")) ?? null;
  }
}

// what is wrong with one of a list, as in recipients[2], is said at the list
function plain(name: string): string {
  return name
    .replace(/\[\d+\]$/, "")
    .replaceAll("_", "")
    .toLowerCase();
}

// at the field itself its name need not be repeated: "password: must have 12 characters"
function withoutName(error: unknown, field: string): string {
  const text = error instanceof ApiError ? error.message : "";
  const colon = text.indexOf(": ");
  if (colon < 0 || plain(text.slice(0, colon)) !== plain(field)) return sentence(error);
  return sentence(new ApiError(0, { error: text.slice(colon + 2) }));
}
