// Announcements to screen readers: two polite live regions, each with at most one message in two seconds.

/** Least time between two messages of a region, milliseconds. */
export const GAP_MS = 2000;
/** Events within this time become one message, milliseconds. */
export const SETTLE_MS = 250;

/** One polite region. The newest message replaces one that still waits; its sentence is made when it is spoken, so it
 *  is never stale. */
export class Region {
  text = $state('');
  #next: (() => string) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #spoke = -Infinity;

  /** Says a sentence soon. */
  say(sentence: string | (() => string)): void {
    this.#next = typeof sentence === 'string' ? () => sentence : sentence;
    if (this.#timer !== undefined) return;
    const wait = Math.max(SETTLE_MS, this.#spoke + GAP_MS - performance.now());
    this.#timer = setTimeout(() => this.#speak(), wait);
  }

  #speak(): void {
    this.#timer = undefined;
    const sentence = this.#next?.() ?? '';
    this.#next = null;
    if (sentence === '') return;
    this.#spoke = performance.now();
    // A repeated sentence is announced only if the text changes.
    this.text = sentence === this.text ? `${sentence}\u00a0` : sentence;
  }
}

/** The tab being read. */
export const activeTab = new Region();
/** Everything else that happens. */
export const events = new Region();
