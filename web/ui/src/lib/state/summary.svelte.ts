// The organization's figures in the frame: risk, open alerts, providers.
import { getSummary } from "$api/settings";
import type { Summary } from "$api/types";

class SummaryState {
  current = $state.raw<Summary | null>(null);

  /** Failures leave the last figures; the page's own calls report what is wrong. */
  async load(): Promise<void> {
    try {
      this.current = await getSummary();
    } catch {
      // see above
    }
  }
}

export const summary = new SummaryState();
