// The state of a comparison: which two answers, their arrangement, and the current difference.

import { call, failureOf } from '../ipc';
import type { DiffView, Failure, SharedSentence } from '../ipc/bindings';

/** The arrangement of a comparison. */
export type Arrangement = 'words' | 'sections' | 'list';

class Comparison {
  /** What is shown; `null` until the first comparison has come. */
  view = $state.raw<DiffView | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The arrangement the person chose; `null`: chosen by how much the answers share. */
  chosen = $state<Arrangement | null>(null);
  /** Whether both sides are in one column though there is room for two. */
  inline = $state(false);
  /** Whether what is the same is folded away. */
  hidden = $state(false);
  /** The difference or section looked at, from 1; 0 before the first. */
  at = $state(0);
  /** The tabs whose answers are compared, as far as the person has chosen. */
  tabs = $state.raw<readonly [string | null, string | null]>([null, null]);
  shared = $state.raw<SharedSentence[]>([]);
  way = $derived<Arrangement>(this.chosen ?? (this.view?.little ? 'sections' : 'words'));
  /** How many places there are to go to. */
  count = $derived(
    this.view === null ? 0 : this.way === 'sections' ? this.view.sections.length : this.view.differences,
  );
  #asked = 0;
  #conversation = '';

  /** Compares two answers. An older reply that comes later is dropped. */
  async compare(conversation: string, one: string, two: string): Promise<void> {
    const asked = ++this.#asked;
    if (this.#conversation !== conversation) this.forget(conversation);
    try {
      const view = await call('compare', { conversation, one, two });
      if (asked !== this.#asked) return;
      const same = this.view?.one === one && this.view.two === two;
      this.view = view;
      this.failure = null;
      if (!same || this.at > this.count) this.at = 0;
    } catch (error) {
      if (asked === this.#asked) [this.view, this.failure] = [null, failureOf(error)];
    }
  }

  /** Looks for sentences these answers share. */
  async share(conversation: string, answers: string[]): Promise<void> {
    try {
      this.shared = await call('shared_sentences', { conversation, answers });
    } catch {
      // The list of differences stands without it.
      this.shared = [];
    }
  }

  /** Resets the choices for another conversation. */
  forget(conversation: string): void {
    this.#conversation = conversation;
    this.view = null;
    this.chosen = null;
    this.tabs = [null, null];
    this.shared = [];
    this.at = 0;
  }

  choose(way: Arrangement): void {
    this.chosen = way;
    this.at = 0;
  }

  /** Goes to the next difference or section, from the last one round to the first. False when there is none. */
  step(step: 1 | -1): boolean {
    if (this.count === 0) return false;
    const from = this.at === 0 && step < 0 ? 1 : this.at;
    this.at = ((from - 1 + step + this.count) % this.count) + 1;
    return true;
  }
}

export const comparison = new Comparison();
