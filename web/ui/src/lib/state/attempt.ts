// Does something for the person and says how it went.
import { sentence } from "$api/error";
import { toasts } from "./toasts.svelte";

/** Whether it succeeded; a failure is told in a toast under `failed`. */
export async function attempt(
  work: () => Promise<unknown>,
  words: { done?: string; failed: string },
): Promise<boolean> {
  try {
    await work();
    if (words.done) toasts.show({ tone: "success", title: words.done });
    return true;
  } catch (error) {
    toasts.show({ tone: "error", title: words.failed, text: sentence(error) });
    return false;
  }
}
