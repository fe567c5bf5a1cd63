// Where others reach this appliance: what is entered at an identity provider, a SIEM or an agent begins with it.
import { getAddress } from "$api/account";

class Home {
  /** What the browser has in its bar, until the server has said how others come here. */
  private address = $state(location.origin);

  async load(): Promise<void> {
    this.address = await getAddress().catch(() => location.origin);
  }

  at(path: string): string {
    return this.address + path;
  }
}

export const home = new Home();
