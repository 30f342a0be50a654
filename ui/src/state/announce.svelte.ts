// What assistive technology is told without being asked: two polite regions, at most one message in two seconds each.

import { t } from '../words/t';

const GAP_MS = 2000;

/** One polite region: messages that come too fast are replaced by the newest. */
export class Region {
  text = $state('');
  #next: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string): void {
    this.#next = text;
    if (this.#timer === undefined) this.#flush();
  }

  #flush(): void {
    if (this.#next === null) {
      this.#timer = undefined;
      return;
    }
    this.text = this.#next;
    this.#next = null;
    this.#timer = setTimeout(() => this.#flush(), GAP_MS);
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
