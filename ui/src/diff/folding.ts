// Folds what is the same; a few blocks or lines around each difference stay.

import type { DiffLine } from './inline';
import type { Row } from '../ipc/bindings';

/** Something shown, or a stretch of so many that is not. */
export type Folded<T> = { item: T; at: number } | { from: number; count: number };

/** Blocks and lines that stay around a difference. */
export const BLOCKS_AROUND = 1;
export const LINES_AROUND = 3;

/** Leaves out what is the same, except `around` items before and after each difference. A single item is never folded.
 *  */
export function fold<T>(items: readonly T[], differs: (item: T) => boolean, around: number): Folded<T>[] {
  const near = items.map((_, at) => items.slice(Math.max(0, at - around), at + around + 1).some(differs));
  const folded: Folded<T>[] = [];
  items.forEach((item, at) => {
    const lone = !near[at] && near[at - 1] !== false && near[at + 1] !== false;
    const last = folded.at(-1);
    if (near[at] || lone) folded.push({ item, at });
    else if (last && 'count' in last) last.count += 1;
    else folded.push({ from: at, count: 1 });
  });
  return folded;
}

export function rowDiffers(row: Row): boolean {
  return (
    row.one === null ||
    row.two === null ||
    (row.type === 'code' ? row.lines : row.pieces).some((part) => part.difference !== null)
  );
}

export function lineDiffers({ pair }: DiffLine): boolean {
  return pair.difference !== null;
}
