// The time of one request by stage: connection, first token, thinking, text.

import type { SentTimes } from '../ipc/bindings';
import { seconds } from '../shared/format';
import { t } from '../shared/t';

/** One stretch of time. */
export type Stretch = { kind: 'connect' | 'waiting' | 'thinking' | 'text'; ms: number; words: string };

export function stretches(times: SentTimes): Stretch[] {
  const end = times.end_ms;
  if (end === null) return [];
  const connect = Math.min(times.connect_ms ?? 0, end);
  const text = times.first_text_ms ?? end;
  const thinking = Math.min(times.first_reasoning_ms ?? text, text);
  const all: [Stretch['kind'], number][] = [
    ['connect', connect],
    ['waiting', Math.max(0, thinking - connect)],
    ['thinking', text - thinking],
    ['text', Math.max(0, end - text)],
  ];
  const known = all.filter(([kind, ms]) => ms > 0 || (kind === 'connect' && times.connect_ms !== null));
  return known.map(([kind, ms]) => ({ kind, ms, words: t(`sent.${kind}`, { time: seconds(ms) }) }));
}
