// The scroll position of a thread: kept per tab, saved for the next start. At the end it follows new text; elsewhere
// what the
// reader looks at stays in its place, whatever changes above it.

import { untrack } from 'svelte';
import { call } from '../ipc';
import type { LiveTab } from '../conversation/conversation.svelte';
import { Anchor } from './anchor';

/** This close to the end counts as the end, CSS pixels. */
const NEAR = 24;
const SAVE_MS = 400;

/** Positions not saved yet, by the thread they belong to. */
const unsaved = new Map<Follow, () => Promise<unknown>>();

/** Saves every position that still waits for scrolling to stop. */
export async function flushScroll(): Promise<void> {
  const saves = [...unsaved.values()];
  unsaved.clear();
  await Promise.allSettled(saves.map((save) => save()));
}

export class Follow {
  /** Whether text arrived below what is shown. */
  below = $state(false);
  readonly #conversation: string;
  readonly #tab: LiveTab;
  /** Whether the position is saved. A column's isn't: its layout differs from a tab's. */
  readonly #kept: boolean;
  readonly #anchor = new Anchor();
  #element: HTMLElement | null = null;
  #atEnd = true;
  #height = 0;
  #top = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(conversation: string, tab: LiveTab, kept = true) {
    this.#conversation = conversation;
    this.#tab = tab;
    this.#kept = kept;
  }

  /** Starts at the saved position; without one, at the end while an answer is streaming, else at the top. */
  watch(element: HTMLElement): () => void {
    this.#element = element;
    const start = this.#kept ? this.#tab.scroll : untrack(() => this.#tab.last?.running) ? null : 0;
    this.#atEnd = start === null;
    const sizes = new ResizeObserver(() => this.#grown());
    const scrolled = (): void => this.#scrolled();
    if (element.firstElementChild) sizes.observe(element.firstElementChild);
    sizes.observe(element);
    element.scrollTop = start ?? element.scrollHeight;
    this.#settle(element);
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', scrolled);
      // Left before scrolling stopped: a pending save would keep the whole conversation in memory.
      this.#saveNow();
    };
  }

  toEnd(): void {
    this.#atEnd = true;
    this.below = false;
    if (this.#element) this.#element.scrollTop = this.#element.scrollHeight;
  }

  /** Scrolls to the top, for something else shown in the same place. */
  toStart(): void {
    this.#atEnd = false;
    this.below = false;
    if (!this.#element) return;
    this.#element.scrollTop = 0;
    this.#settle(this.#element);
  }

  #grown(): void {
    const element = this.#element;
    if (!element) return;
    if (this.#atEnd) element.scrollTop = element.scrollHeight;
    else this.#hold(element);
    this.#settle(element);
  }

  /** Restores the position of what the reader looks at. */
  #hold(element: HTMLElement): void {
    const moved = Math.round(this.#anchor.moved(element));
    if (moved !== 0) element.scrollTop += moved;
    if (element.scrollHeight > this.#height && this.#tab.last?.running) this.below = true;
  }

  /** Remembers height and position, to detect later what the reader didn't change. */
  #settle(element: HTMLElement): void {
    this.#height = element.scrollHeight;
    this.#top = element.scrollTop;
    if (!this.#atEnd) this.#anchor.note(element);
  }

  #scrolled(): void {
    const element = this.#element;
    if (!element) return;
    const near = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR;
    // Only the reader leaves the end, by scrolling up. New text may be below it for a moment.
    const went = element.scrollTop < this.#top && element.scrollHeight >= this.#height;
    if (near || went) this.#atEnd = near;
    this.#top = element.scrollTop;
    if (this.#atEnd) this.below = false;
    else this.#anchor.note(element);
    const top = this.#atEnd ? null : element.scrollTop;
    if (!this.#kept || top === this.#tab.scroll) return;
    this.#tab.scroll = top;
    this.#saveSoon(top);
  }

  #saveSoon(top: number | null): void {
    const save = (): Promise<unknown> => call('save_scroll', { conversation: this.#conversation, top }).catch(() => {});
    unsaved.set(this, save);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#saveNow(), SAVE_MS);
  }

  #saveNow(): void {
    clearTimeout(this.#timer);
    const save = unsaved.get(this);
    unsaved.delete(this);
    if (save) void save();
  }
}
