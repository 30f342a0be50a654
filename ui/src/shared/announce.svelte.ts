// What assistive technology is told without being asked: two polite regions, at most one message in two seconds each.

import { failureLabel } from './failure';
import { t } from './t';
import type { LiveAnswer } from '../conversation/answer.svelte';

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

/** “2 of 3 finished, 1 failed.” */
export function turnSentence(states: string[]): string {
  const over = states.filter((state) => state === 'done' || state === 'stopped').length;
  const failed = states.filter((state) => state === 'failed' || state === 'incomplete').length;
  const values = { done: over, all: states.length, failed };
  return failed > 0 ? t('announce.turnFailed', values) : t('announce.turn', values);
}

/** How the answer being read ended. */
export function endSentence(answer: Pick<LiveAnswer, 'model' | 'state' | 'failure'>): string {
  const { model, failure } = answer;
  if (answer.state === 'stopped') return t('announce.stopped', { model });
  if (answer.state === 'done' || failure === null) return t('announce.done', { model });
  return t('announce.failed', { model, cause: failureLabel(failure) });
}
