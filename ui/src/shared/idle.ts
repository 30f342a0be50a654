// Waits for the person to be idle. WebKitGTK has no `requestIdleCallback`.

/** How long there must have been no input, milliseconds. */
const IDLE_MS = 1000;
const INPUTS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'input'] as const;

export class Idle {
  #since = performance.now();
  readonly #hear = (): void => void (this.#since = performance.now());

  constructor() {
    for (const name of INPUTS) addEventListener(name, this.#hear, { capture: true, passive: true });
  }

  /** Waits until nothing was pressed for a second, and what is being drawn is drawn. */
  async comes(): Promise<void> {
    for (let left = this.#left(); left > 0; left = this.#left()) await after(left);
    await after(0);
  }

  #left(): number {
    return IDLE_MS - (performance.now() - this.#since);
  }

  end(): void {
    for (const name of INPUTS) removeEventListener(name, this.#hear, { capture: true });
  }
}

function after(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
