// What one column shows of two sides: what both say once, and where they differ one after the other.

import type { LinePair, Row } from '../ipc/bindings';

/** Of what both say, the side with more white space: the other may have had none where it lacks a word. */
export function fuller<T>(one: T[], two: T[], length: (part: T) => number): T[] {
  const sum = (parts: T[]): number => parts.reduce((total, part) => total + length(part), 0);
  return sum(two) > sum(one) ? two : one;
}

/** A line of one side, or one both have. */
export type DiffLine = { side: 1 | 2 | null; pair: LinePair };

/** The lines of a row of code in one column: within a difference first those of the first side. */
export function linesOf(row: Extract<Row, { type: 'code' }>): DiffLine[] {
  const lines: DiffLine[] = [];
  let second: DiffLine[] = [];
  for (const pair of row.lines) {
    if (pair.difference === null) {
      lines.push(...second, { side: null, pair });
      second = [];
      continue;
    }
    if (pair.one !== null) lines.push({ side: 1, pair });
    if (pair.two !== null) second.push({ side: 2, pair });
  }
  return [...lines, ...second];
}
