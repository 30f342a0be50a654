// Which rows of the catalogue fit words and filters. A key press looks at each id and each combination once, and at
// rows
// by number; where words only grew, at the rows found before.

import type { CatalogueView, Price } from '../ipc/bindings';

/** What a model can do, as bits of a row. */
export const VISION = 1;
export const TOOLS = 2;
export const REASONING = 4;
const DOES: readonly [number, string][] = [
  [VISION, 'vision'],
  [TOOLS, 'tools'],
  [REASONING, 'reasoning'],
];
/** Every combination of bits, files included. */
const COMBINATIONS = 16;
/** Tokens from which a context counts as long, and the words it is found by. */
const LONG = 200_000;
const LONG_WORDS = ['long', 'context'];
/** US dollars per million tokens in `Rate`'s unit. */
export const DOLLAR = 1e9;
const MOST_PRICES = ['free', '1', '5'];

/** Filters by name: `endpoint:…`, `can:2`, `long`, `price:free`, `price:1`, `vendor:…`. */
export type Filters = ReadonlySet<string>;

/** Where the last search of a filter's rows stopped: a search whose words grew goes on from its rows. */
type Narrowed = { words: string[]; rows: readonly number[] };

export class Matcher {
  readonly #view: CatalogueView;
  /** In lower case, as they are searched. */
  readonly #ids: string[];
  readonly #vendors: string[];
  readonly #endpoints: string[];
  readonly #free: boolean[];
  #filters: Filters | null = null;
  #last: Narrowed[] = [];

  constructor(view: CatalogueView) {
    this.#view = view;
    this.#ids = view.models.map((id) => id.toLowerCase());
    this.#vendors = ['', ...view.vendors.map((name) => name.toLowerCase())];
    this.#endpoints = view.endpoints.map((endpoint) => endpoint.name.toLowerCase());
    this.#free = [false, ...view.prices.map(free)];
  }

  /** Row numbers that fit: an exact id first, then ids that begin with the words, then those that hold them, then the
   *  rest. */
  match(typed: string, filters: Filters): readonly number[] {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = this.#found(words, filters);
    return words.length === 0 ? rows : this.#ranked(rows, words.join(' '));
  }

  /** In the order of the catalogue. */
  #found(words: string[], filters: Filters): readonly number[] {
    if (filters !== this.#filters) {
      this.#filters = filters;
      this.#last = [{ words: [], rows: passing(this.#view, filters) }];
    }
    // A word taken back is a search that stands among the last ones.
    while (!grew(this.#last.at(-1)?.words ?? [], words)) this.#last.pop();
    const from = this.#last.at(-1);
    if (!from || same(from.words, words)) return from?.rows ?? [];
    const held = from.words;
    const rows = words
      .filter((word) => !held.includes(word))
      .reduce((left, word) => this.#holding(left, word), from.rows);
    this.#last.push({ words, rows });
    return rows;
  }

  /** Those of these rows that are found by a word: it is in the id, the maker, the endpoint or what it can do. */
  #holding(rows: readonly number[], word: string): number[] {
    const { model, endpoint, vendor, price, can, context } = this.#view;
    const holds = (text: string): boolean => text.includes(word);
    const [vendors, endpoints] = [this.#vendors.map(holds), this.#endpoints.map(holds)];
    const does = Array.from({ length: COMBINATIONS }, (_, bits) =>
      DOES.some(([bit, name]) => (bits & bit) !== 0 && holds(name)),
    );
    const [isFree, isLong] = [holds('free'), LONG_WORDS.some(holds)];
    // Rows stand by id, so that each id is looked at once.
    let id = -1;
    let inId = false;
    return rows.filter((row) => {
      const now = model[row] ?? 0;
      if (now !== id) {
        id = now;
        inId = holds(this.#ids[id] ?? '');
      }
      return (
        inId ||
        vendors[vendor[row] ?? 0] ||
        endpoints[endpoint[row] ?? 0] ||
        does[can[row] ?? 0] ||
        (isFree && this.#free[price[row] ?? 0]) ||
        (isLong && (context[row] ?? 0) >= LONG)
      );
    });
  }

  #ranked(rows: readonly number[], whole: string): number[] {
    const ranks: [number[], number[], number[], number[]] = [[], [], [], []];
    let id = -1;
    let rank: 0 | 1 | 2 | 3 = 3;
    for (const row of rows) {
      const now = this.#view.model[row] ?? 0;
      if (now !== id) {
        id = now;
        rank = rankOf(this.#ids[id] ?? '', whole);
      }
      ranks[rank].push(row);
    }
    const some = ranks.filter((rows) => rows.length > 0);
    return some[0] && some.length === 1 ? some[0] : some.flat();
  }
}

function rankOf(id: string, whole: string): 0 | 1 | 2 | 3 {
  const at = id.indexOf(whole);
  if (at === 0) return id.length === whole.length ? 0 : 1;
  return at > 0 ? 2 : 3;
}

/** Whether what fits the words `now` must have fitted those `before`: each of them begins one that stands now. */
function grew(before: string[], now: string[]): boolean {
  return before.every((word) => now.some((longer) => longer.startsWith(word)));
}

function same(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((word, at) => word === b[at]);
}

/** The rows that pass. Of endpoints, makers and prices any will do; what it can do must all be there. */
function passing(view: CatalogueView, filters: Filters): readonly number[] {
  const every = Array.from(view.model, (_, row) => row);
  if (filters.size === 0) return every;
  const named = (kind: string) =>
    [...filters].filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
  const [ids, names, most] = [named('endpoint:'), named('vendor:'), named('price:')];
  const endpoints = view.endpoints.map(({ id }) => ids.length === 0 || ids.includes(id));
  const vendors = [names.length === 0, ...view.vendors.map((name) => names.length === 0 || names.includes(name))];
  const prices = [
    most.length === 0,
    ...view.prices.map((price) => most.length === 0 || most.some((name) => within(price, name))),
  ];
  const can = named('can:').reduce((bits, bit) => bits | Number(bit), 0);
  const least = filters.has('long') ? LONG : 0;
  return every.filter(
    (row) =>
      endpoints[view.endpoint[row] ?? 0] &&
      vendors[view.vendor[row] ?? 0] &&
      prices[view.price[row] ?? 0] &&
      ((view.can[row] ?? 0) & can) === can &&
      (view.context[row] ?? 0) >= least,
  );
}

/** How many rows each filter has, by its name: counted by number, named at the end. */
export function countsOf(view: CatalogueView): Map<string, number> {
  const tally = (column: readonly number[], length: number): number[] => {
    const counts = new Array<number>(length).fill(0);
    for (const number of column) counts[number] = (counts[number] ?? 0) + 1;
    return counts;
  };
  const [endpoints, vendors, prices, can] = [
    tally(view.endpoint, view.endpoints.length),
    tally(view.vendor, view.vendors.length + 1),
    tally(view.price, view.prices.length + 1),
    tally(view.can, COMBINATIONS),
  ];
  const sum = (counts: number[], fits: (at: number) => boolean): number =>
    counts.reduce((all, count, at) => all + (fits(at) ? count : 0), 0);
  return new Map([
    ...view.endpoints.map(({ id }, at): [string, number] => [`endpoint:${id}`, endpoints[at] ?? 0]),
    ...view.vendors.map((name, at): [string, number] => [`vendor:${name}`, vendors[at + 1] ?? 0]),
    ...DOES.map(([bit]): [string, number] => [`can:${bit}`, sum(can, (bits) => (bits & bit) !== 0)]),
    ...MOST_PRICES.map((most): [string, number] => [
      `price:${most}`,
      sum(prices, (at) => at > 0 && within(view.prices[at - 1] ?? null, most)),
    ]),
    ['long', view.context.reduce((all, tokens) => all + (tokens >= LONG ? 1 : 0), 0)],
  ]);
}

export function free(price: Price | null): boolean {
  return price !== null && price.input === 0 && price.output === 0;
}

/** Whether a price is `free`, or its answers cost at most so many dollars per million tokens. */
function within(price: Price | null, most: string): boolean {
  if (most === 'free') return free(price);
  return price?.output !== null && price?.output !== undefined && price.output <= Number(most) * DOLLAR;
}
