// The sentences that announce how answers ended.

import { failureLabel } from '../shared/failure';
import { t } from '../shared/t';
import type { LiveAnswer } from './answer.svelte';

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
