// What two answers share and what not, in words.

import type { Arrangement } from './comparison.svelte';
import type { Count, DifferencePlace, Section } from '../ipc/bindings';
import { t, type Key } from '../shared/t';

const PLACES: Record<DifferencePlace, Key> = {
  heading: 'diff.place.heading',
  paragraph: 'diff.place.paragraph',
  item: 'diff.place.item',
  table: 'diff.place.table',
  code: 'diff.place.code',
};

/** “16 words and 4 lines only in 1”; lines are left out where there are none. */
export function onlyIn({ words, lines }: Count, side: number): string {
  const what = [
    words > 0 || lines === 0 ? t('diff.countWords', { count: words }) : null,
    lines > 0 ? t('diff.countLines', { count: lines }) : null,
  ];
  const said = what.filter((part) => part !== null);
  return t('diff.onlyCount', {
    what: said.length > 1 ? t('diff.and', { one: said[0] ?? '', two: said[1] ?? '' }) : (said[0] ?? ''),
    side,
  });
}

/** How many sections both have, and how many one alone. */
export function sectionCounts(sections: readonly Section[]): { matched: number; one: number; two: number } {
  const one = sections.filter((section) => section.title_two === null).length;
  const two = sections.filter((section) => section.title_one === null).length;
  return { matched: sections.length - one - two, one, two };
}

/** Returns the current difference, “Difference 3 of 12”, or how many there are. */
export function placeOfWalk(way: Arrangement, at: number, count: number): string {
  const sections = way === 'sections';
  if (at === 0) return t(sections ? 'diff.sectionCount' : 'diff.differences', { count });
  return t(sections ? 'diff.sectionAt' : 'diff.differenceAt', { n: at, of: count });
}

/** Where a difference stands. */
export function placeWords(place: DifferencePlace, after: string): string {
  return after === '' ? t(PLACES[place]) : t('diff.place.after', { place: t(PLACES[place]), text: after });
}
