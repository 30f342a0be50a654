// The figures under a column: always the same four, “–” where one is missing, the best of a row marked.

import type { LiveAnswer } from '../state/answer.svelte';
import { count, seconds } from './format';
import { t } from './t';

/** One figure. `best` says in words why it is marked. */
export type ColumnFigure = { name: string; value: string; note: string; tone: 'live' | 'none' | ''; best: string | null };

type Measured = Pick<LiveAnswer, 'metrics' | 'running'>;

/** The places of the best values. None unless at least two are known and they differ. */
export function bestOf(values: readonly (number | null)[], better: 'least' | 'most'): Set<number> {
  const known = values.filter((value) => value !== null);
  const best = better === 'least' ? Math.min(...known) : Math.max(...known);
  if (known.length < 2 || known.every((value) => value === best)) return new Set();
  return new Set(values.flatMap((value, at) => (value === best ? [at] : [])));
}

/** A speed that will not change any more. */
function finalSpeed(answer: Measured | null): number | null {
  return answer && !answer.running && !answer.metrics.estimated ? answer.metrics.tokens_per_second : null;
}

/** The figures of the answer at `at`, among those beside it that answer the same prompt. */
export function columnFigures(beside: readonly (Measured | null)[], at: number): ColumnFigure[] {
  const answer = beside[at] ?? null;
  const soonest = bestOf(beside.map((each) => each?.metrics.first_text_ms ?? null), 'least').has(at);
  const fastest = bestOf(beside.map(finalSpeed), 'most').has(at);
  const { first_text_ms = null, first_reasoning_ms = null, tokens_per_second: speed = null, estimated = false, usage = null } = answer?.metrics ?? {};
  const about = estimated || (answer?.running ?? false);
  const tokens = (n: number | null): string | null => (n === null ? null : count(n));
  return [
    {
      ...figure('columns.firstText', first_text_ms === null ? null : seconds(first_text_ms), false),
      note: first_reasoning_ms === null ? '' : t('columns.thinking', { time: seconds(first_reasoning_ms) }),
      best: soonest ? t('columns.soonest') : null,
    },
    { ...figure('columns.speed', speed === null ? null : t('figures.speed', { n: Math.round(speed) }), about), best: fastest ? t('columns.fastest') : null },
    figure('columns.in', tokens(usage?.prompt_tokens ?? null), false),
    figure('columns.out', tokens(usage?.completion_tokens ?? null), about),
  ];
}

function figure(name: 'columns.firstText' | 'columns.speed' | 'columns.in' | 'columns.out', value: string | null, about: boolean): ColumnFigure {
  const shown = value === null ? t('common.none') : about ? t('columns.about', { value }) : value;
  return { name: t(name), value: shown, note: '', tone: value === null ? 'none' : about ? 'live' : '', best: null };
}
