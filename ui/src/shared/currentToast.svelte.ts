// The toast: one at a time, above the composer. Never the only place an error is shown.

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

  /** Shows what was done with *Undo*; stays until the next action. */
  offer(text: string, action: NonNullable<Toast['action']>): void {
    clearTimeout(this.#timer);
    this.current = { text, icon: 'check', action };
  }

  /** Tells that the page has a place for toasts with *Undo*, until the returned function is called. */
  dock(): () => void {
    this.docked = true;
    return () => (this.docked = false);
  }

  /** Removes a toast with *Undo* when something else is done. */
  settle(): void {
    if (this.current?.action) this.current = null;
  }
}

export const toasts = new Toasts();
