// The scales of the plots: positions, axis ticks, and how lines are distinguished.

import type { FigureRow } from '../ipc/bindings';

/** An axis from 0 to `max` with its marks, `max` the last of them. */
export type Axis = { max: number; marks: number[] };

/** An axis that holds this value, with three to five even marks. */
export function axis(value: number): Axis {
  const rough = Math.max(value, Number.MIN_VALUE) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const count = Math.max(1, Math.ceil((value / step) * 0.999));
  const marks = Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)));
  return { max: marks[count] ?? step, marks };
}

/** Lines differ by dashes, never by hue; each has its number at its end. */
const DASHES = ['', '7 4', '1.5 4', '10 3 1.5 3', '4 3', '12 5', '7 3 1.5 3 1.5 3', '2 2'];

export function dashOf(at: number): string {
  return DASHES[at % DASHES.length] ?? '';
}

/** A point of the drawing. */
export type Point = { x: number; y: number };

/** The line of a row, and of it what was thinking. `across` and `up` place milliseconds and tokens. */
export function lineOf(
  row: FigureRow,
  across: (ms: number) => number,
  up: (tokens: number) => number,
): { think: Point[]; text: Point[]; end: Point } | null {
  const spots = row.series.map(({ ms, tokens }) => ({ ms, x: across(ms), y: up(tokens) }));
  const end = spots.at(-1);
  if (!end) return null;
  const begun = spots.findLast((_, at) => row.series[at]?.tokens === 0);
  const from = begun ? spots.slice(spots.indexOf(begun)) : [{ ms: 0, x: across(0), y: up(0) }, ...spots];
  const until = row.thinking_until_ms ?? -1;
  const think = from.filter((spot) => spot.ms <= until);
  return { think, text: from.slice(Math.max(0, think.length - 1)), end };
}

export function pathOf(spots: Point[]): string {
  return spots.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

/** Tokens that had come by these moments; what came last stays. */
export function tokensAt(row: FigureRow, moments: number[]): (number | null)[] {
  return moments.map((ms) =>
    row.series.length === 0 ? null : (row.series.findLast((point) => point.ms <= ms)?.tokens ?? 0),
  );
}
