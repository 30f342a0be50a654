// A tab's state in words: as shown in its corner, and as read out.

import type { Tone } from '../endpoint/status';
import type { LiveAnswer } from '../conversation/answer.svelte';
import type { LiveTab } from '../conversation/conversation.svelte';
import { failureLabel } from '../shared/failure';
import { seconds, spokenSeconds, wholeSeconds } from '../shared/format';
import { dollars } from '../shared/cost';
import { retryHeading } from './retry';
import { t } from '../shared/t';

/** `cause` precedes what is shown where there is room, `cost` follows it. `worded`: `shown` is words that the icon can
 *  replace. */
export type StateWords = {
  shown: string;
  cause?: string;
  cost?: string;
  worded?: true;
  spoken: string;
  mark: 'dot' | 'think' | 'check' | 'stop' | 'alert' | 'clock' | null;
  tone: Tone;
};

/** Returns a running answer's time: the last figure, plus the time since on the page's clock. */
export function elapsed(answer: LiveAnswer, now: number): number {
  const measured = answer.metrics.duration_ms ?? 0;
  return answer.running ? measured + Math.max(0, now - answer.measured) : measured;
}

/** The state of a tab. `now` is the page's clock. */
export function tabState(tab: Pick<LiveTab, 'last' | 'state'>, now: number): StateWords {
  const answer = tab.last;
  if (!answer) return { shown: '', spoken: t('state.idle'), mark: null, tone: '' };
  if (answer.slot)
    return { shown: t('state.slotShort'), worded: true, spoken: t('state.slot'), mark: 'clock', tone: '' };
  if (answer.retry) return waits(answer, now);
  const time = answer.running ? wholeSeconds(elapsed(answer, now)) : lasted(answer);
  const spoken =
    answer.state === 'queued'
      ? t('state.queued')
      : t(`state.${tab.state}`, { time: spokenSeconds(elapsed(answer, now)) });
  switch (tab.state) {
    case 'waiting':
      return {
        shown: answer.state === 'queued' ? t('state.queuedShort') : time,
        spoken,
        mark: answer.state === 'queued' ? null : 'think',
        tone: '',
      };
    case 'reasoning':
      return { cause: t('state.thinkingCause'), shown: time, spoken, mark: 'think', tone: '' };
    case 'streaming':
      return { shown: time, spoken, mark: 'dot', tone: '' };
    case 'done':
      return { shown: time, ...costOf(answer, spoken), mark: 'check', tone: '' };
    case 'stopped':
      return { shown: t('state.stoppedShort'), worded: true, ...costOf(answer, spoken), mark: 'stop', tone: '' };
    default:
      return failed(answer, spoken);
  }
}

/** Its cost, if known, as shown and as spoken. */
function costOf(answer: LiveAnswer, spoken: string): Pick<StateWords, 'cost' | 'spoken'> {
  const { charge } = answer.metrics;
  if (charge.kind !== 'known') return { spoken };
  const cost = dollars(charge.cost);
  return { cost, spoken: t('state.withCost', { state: spoken, cost }) };
}

/** The words while it waits to be retried. */
function waits(answer: LiveAnswer, now: number): StateWords {
  const left = answer.waitLeft(now);
  const retry = answer.retry;
  const title = retry ? t(`failed.${retry.code}`) : '';
  const spoken = t('state.waitsSpoken', { title, time: spokenSeconds(left) });
  if (left === 0) return { shown: retry ? retryHeading(retry, 0) : '', spoken, mark: 'think', tone: 'warn' };
  return { cause: t('state.failedCause', { title }), shown: wholeSeconds(left), spoken, mark: 'alert', tone: 'warn' };
}

function lasted(answer: LiveAnswer): string {
  return answer.metrics.duration_ms === null ? '' : seconds(answer.metrics.duration_ms);
}

function failed(answer: LiveAnswer, spoken: string): StateWords {
  const title = answer.failure ? failureLabel(answer.failure) : spoken;
  const wait = answer.failure?.retry_after_ms;
  const cut = wait
    ? { cause: t('state.failedCause', { title }), shown: wholeSeconds(wait) }
    : { shown: title, worded: true as const };
  return { ...cut, spoken: t('state.failedSpoken', { title }), mark: 'alert', tone: 'err' };
}
