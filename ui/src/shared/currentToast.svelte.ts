// One short notice at a time, above the composer. Never the only place an error is shown.

const SHOWN_MS = 5000;

/** `hint`: the key that does the same. */
export type Toast = {
  text: string;
  icon: 'check' | 'alert';
  action?: { label: string; hint?: string; act: () => void };
};

class Toasts {
  current = $state.raw<Toast | null>(null);
  docked = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, icon: Toast['icon'] = 'check'): void {
    clearTimeout(this.#timer);
    this.current = { text, icon };
    this.#timer = setTimeout(() => (this.current = null), SHOWN_MS);
  }

  /** Says what was done and how to take it back; stays until the next act. */
  offer(text: string, action: NonNullable<Toast['action']>): void {
    clearTimeout(this.#timer);
    this.current = { text, icon: 'check', action };
  }

  /** A place for what can be taken back is in the page, until the function given is called. */
  dock(): () => void {
    this.docked = true;
    return () => (this.docked = false);
  }

  /** Something else is done: what was offered to be taken back no longer is. */
  settle(): void {
    if (this.current?.action) this.current = null;
  }
}

export const toasts = new Toasts();
