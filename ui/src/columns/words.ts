// The figures under a column: always the same four, “–” where one is missing, the best of a row marked.

import type { LiveAnswer } from '../conversation/answer.svelte';
import { count, seconds } from '../shared/format';
import { charged, exactDollars } from '../shared/cost';
import { t } from '../shared/t';

/** One figure. `best` says in words why it is marked. */
export type ColumnFigure = {
  name: string;
  value: string;
  note: string;
  tone: 'live' | 'none' | '';
  best: string | null;
  title: string | null;
};

type Measured = Pick<LiveAnswer, 'metrics' | 'running'>;

/** The places of the best values. None unless at least two are known and they differ. */
export function bestOf(values: readonly (number | null)[], better: 'least' | 'most'): Set<number> {
  const known = values.filter((value) => value !== null);
  const best = better === 'least' ? Math.min(...known) : Math.max(...known);
  if (known.length < 2 || known.every((value) => value === best)) return new Set();
  return new Set(values.flatMap((value, at) => (value === best ? [at] : [])));
}

/** A final speed as measured here; what servers report isn't comparable. */
function finalSpeed(answer: Measured | null): number | null {
  return answer && !answer.running && !answer.metrics.estimated ? answer.metrics.tokens_per_second : null;
}

/** A known cost; running answers and those without a price aren't compared. */
function finalCost(answer: Measured | null): number | null {
  const charge = answer?.metrics.charge;
  return charge?.kind === 'known' ? charge.cost : null;
}

/** The figures of the answer at `at`, among those beside it that answer the same prompt. */
export function columnFigures(beside: readonly (Measured | null)[], at: number): ColumnFigure[] {
  const answer = beside[at] ?? null;
  const best = {
    soonest: bestOf(
      beside.map((each) => each?.metrics.first_text_ms ?? null),
      'least',
    ).has(at),
    fastest: bestOf(beside.map(finalSpeed), 'most').has(at),
    cheapest: bestOf(beside.map(finalCost), 'least').has(at),
  };
  return [
    { ...firstText(answer), best: best.soonest ? t('columns.soonest') : null },
    { ...speed(answer), best: best.fastest ? t('columns.fastest') : null },
    out(answer),
    { ...cost(answer), best: best.cheapest ? t('columns.cheapest') : null },
  ];
}

function firstText(answer: Measured | null): ColumnFigure {
  const { first_text_ms: text = null, first_reasoning_ms: thought = null } = answer?.metrics ?? {};
  const note = thought === null ? '' : t('columns.thinking', { time: seconds(thought) });
  return { ...figure('columns.firstText', text === null ? null : seconds(text)), note };
}

function speed(answer: Measured | null): ColumnFigure {
  const {
    tokens_per_second: ours = null,
    reported_tokens_per_second: theirs = null,
    estimated = false,
  } = answer?.metrics ?? {};
  const value = ours === null ? null : t('figures.speed', { n: Math.round(ours) });
  const note = theirs === null ? '' : t('columns.server', { n: Math.round(theirs) });
  return { ...figure('columns.speed', value, estimated || (answer?.running ?? false)), note };
}

function out(answer: Measured | null): ColumnFigure {
  const { usage, about_tokens: guess = null, estimated = false } = answer?.metrics ?? {};
  const moves = answer?.running ?? false;
  const known = usage?.completion_tokens ?? null;
  const value = moves || known === null ? (guess ?? known) : known;
  const sent = usage?.prompt_tokens ?? null;
  const more = [
    usage?.cached_tokens ? t('figures.inCached', { n: count(sent ?? 0), cached: count(usage.cached_tokens) }) : null,
    usage?.reasoning_tokens
      ? t('figures.outThinking', { n: count(known ?? 0), thinking: count(usage.reasoning_tokens) })
      : null,
  ].filter((each) => each !== null);
  return {
    ...figure('columns.out', value === null ? null : count(value), value !== known || (estimated && moves)),
    note: sent === null ? '' : t('figures.in', { n: count(sent) }),
    title: more.length > 0 ? more.join(t('common.separator')) : null,
  };
}

function cost(answer: Measured | null): ColumnFigure {
  const charge = answer?.metrics.charge ?? { kind: 'unknown' as const };
  const known = charge.kind === 'known';
  return {
    ...figure('columns.cost', charged(charge)),
    note: known && charge.reported ? t('columns.reported') : '',
    tone: known ? '' : 'none',
    title: known ? exactDollars(charge.cost) : null,
  };
}

function figure(
  name: 'columns.firstText' | 'columns.speed' | 'columns.out' | 'columns.cost',
  value: string | null,
  about = false,
): ColumnFigure {
  const shown = value === null ? t('common.none') : about ? t('columns.about', { value }) : value;
  return {
    name: t(name),
    value: shown,
    note: '',
    tone: value === null ? 'none' : about ? 'live' : '',
    best: null,
    title: null,
  };
}
