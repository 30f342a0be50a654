// What assistive technology is told without being asked: two polite regions, at most one message in two seconds each.

/** Least time between two messages of a region, milliseconds. */
export const GAP_MS = 2000;
/** What ends together within this time is one message, milliseconds. */
export const SETTLE_MS = 250;

/** One polite region. What comes too fast is replaced by the newest; a sentence is made when it is spoken, so it is never stale. */
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
    // The same words again are news only to a region whose text changes.
    this.text = sentence === this.text ? `${sentence}\u00a0` : sentence;
  }
}

/** The tab being read. */
export const activeTab = new Region();
/** Everything else that happens. */
export const events = new Region();
