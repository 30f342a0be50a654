// Where a thread is scrolled to: kept per tab, saved for the next start, and moved only while the reader is at the end.

import { call } from '../ipc';
import type { LiveTab } from '../state/conversation.svelte';

/** This close to the end counts as the end, CSS pixels. */
const NEAR = 24;
const SAVE_MS = 400;

export class Follow {
  /** Whether text arrived below what is shown. */
  below = $state(false);
  readonly #conversation: string;
  readonly #tab: LiveTab;
  #element: HTMLElement | null = null;
  #atEnd = true;
  #height = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(conversation: string, tab: LiveTab) {
    this.#conversation = conversation;
    this.#tab = tab;
  }

  /** Starts with the kept position. */
  watch(element: HTMLElement): () => void {
    this.#element = element;
    this.#atEnd = this.#tab.scroll === null;
    const sizes = new ResizeObserver(() => this.#grown());
    const scrolled = (): void => this.#scrolled();
    if (element.firstElementChild) sizes.observe(element.firstElementChild);
    sizes.observe(element);
    element.scrollTop = this.#tab.scroll ?? element.scrollHeight;
    this.#height = element.scrollHeight;
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', scrolled);
      clearTimeout(this.#timer);
    };
  }

  toEnd(): void {
    this.#atEnd = true;
    this.below = false;
    if (this.#element) this.#element.scrollTop = this.#element.scrollHeight;
  }

  #grown(): void {
    const element = this.#element;
    if (!element) return;
    if (this.#atEnd) element.scrollTop = element.scrollHeight;
    else if (element.scrollHeight > this.#height && this.#tab.last?.running) this.below = true;
    this.#height = element.scrollHeight;
  }

  #scrolled(): void {
    const element = this.#element;
    if (!element) return;
    this.#atEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR;
    if (this.#atEnd) this.below = false;
    const top = this.#atEnd ? null : element.scrollTop;
    if (top === this.#tab.scroll) return;
    this.#tab.scroll = top;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void call('save_scroll', { conversation: this.#conversation, top }).catch(() => {}), SAVE_MS);
  }
}
