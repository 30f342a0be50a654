// One short notice at a time, above the composer. Never the only place an error is shown.

const SHOWN_MS = 5000;

export type Toast = { text: string; icon: 'check' | 'alert' };

class Toasts {
  current = $state.raw<Toast | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(text: string, icon: Toast['icon'] = 'check'): void {
    clearTimeout(this.#timer);
    this.current = { text, icon };
    this.#timer = setTimeout(() => (this.current = null), SHOWN_MS);
  }
}

export const toasts = new Toasts();
