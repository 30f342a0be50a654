// The lines of the list: models at hand above the rest, under headings, and ids that no list holds.

import type { EndpointView, ModelRef, PickerPreferences } from '../ipc/bindings';
import { type Catalogue, type Row, same } from './catalogue';

export type Heading = 'recent' | 'favourites' | 'all';
/** What stands in a line: a listed row's number, a model no list holds, or a heading. */
export type Entry = number | Row | Heading;

type Endpoints = readonly Pick<EndpointView, 'id' | 'name'>[];

/** Models used last, and three headings. */
const MOST_AT_HAND = 8 + 3;

/** The lines before anything is typed: what is at hand above the rest. */
export function sections(
  catalogue: Catalogue,
  shelf: PickerPreferences,
  filters: ReadonlySet<string>,
  endpoints: Endpoints,
): readonly Entry[] {
  const hits = catalogue.match('', filters);
  const passing = filters.size > 0 ? new Set(hits) : null;
  const held = (refs: ModelRef[]): (number | Row)[] =>
    refs.flatMap((ref) => atHand(ref, { catalogue, passing, endpoints }) ?? []);
  const recent = held(shelf.recents);
  const isRecent = (entry: number | Row): boolean =>
    recent.includes(entry) || (typeof entry !== 'number' && shelf.recents.some((ref) => same(ref, entry)));
  const favourites = held(shelf.favourites).filter((entry) => !isRecent(entry));
  if (recent.length + favourites.length === 0) return hits;
  const above = new Set<Entry>([...recent, ...favourites]);
  return [
    ...section('recent', recent),
    ...section('favourites', favourites),
    ...section(
      'all',
      hits.filter((row) => !above.has(row)),
    ),
  ];
}

function section(heading: Heading, entries: Entry[]): Entry[] {
  return entries.length > 0 ? [heading, ...entries] : [];
}

type Lists = { catalogue: Catalogue; passing: ReadonlySet<number> | null; endpoints: Endpoints };

/** A model at hand as the filters let it through; one that no list holds only without filters. */
function atHand(ref: ModelRef, { catalogue, passing, endpoints }: Lists): number | Row | null {
  const endpoint = endpoints.find((each) => each.id === ref.endpoint);
  if (!endpoint) return null;
  const row = catalogue.find(ref);
  if (row < 0) return passing ? null : catalogue.unlisted(ref, endpoint.name, false);
  return !passing || passing.has(row) ? row : null;
}

/** How many of the lines before this one are headings. They stand at the top, above models at hand: only a few lines
 *  are
 *  looked at. */
export function headingsIn(entries: readonly Entry[], before: number, favourites: number): number {
  if (typeof entries[0] !== 'string') return 0;
  return entries.slice(0, Math.min(before, MOST_AT_HAND + favourites)).filter((entry) => typeof entry === 'string')
    .length;
}

/** Endpoints at which the text typed is no listed id: there it can be used unlisted. */
export function unlisted<E extends { id: string }>(catalogue: Catalogue, endpoints: E[], typed: string): E[] {
  const id = typed.trim();
  if (id === '' || /\s/.test(id)) return [];
  return endpoints.filter((endpoint) => catalogue.find({ endpoint: endpoint.id, model: id }) < 0);
}
