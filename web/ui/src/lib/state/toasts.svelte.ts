// Short messages at the edge of the screen, some with one thing to do about them.

export interface Toast {
  id: number;
  tone: "info" | "success" | "error";
  title: string;
  text?: string;
  action?: { label: string; run: () => void };
}

const SECONDS = { info: 6, success: 6, error: 12 };

class Toasts {
  items = $state<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(toast: Omit<Toast, "id">): number {
    const id = this.#next++;
    this.items = [...this.items.slice(-3), { ...toast, id }];
    this.resume(id);
    return id;
  }

  dismiss(id: number): void {
    this.pause(id);
    this.items = this.items.filter((toast) => toast.id !== id);
  }

  /** A message under the pointer or the keyboard's focus stays until it is left. */
  pause(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  resume(id: number): void {
    const toast = this.items.find((item) => item.id === id);
    if (!toast) return;
    this.pause(id);
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), SECONDS[toast.tone] * 1000),
    );
  }
}

export const toasts = new Toasts();
