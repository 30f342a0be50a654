// All models of all endpoints, looked at by row number: searched and filtered without making an object a row.

import type { CatalogueView, MarkView, ModelRef, Price } from '../ipc/bindings';

/** What a model can do, as bits of a row. */
export const VISION = 1;
export const TOOLS = 2;
export const REASONING = 4;
export const FILES = 8;
/** Tokens from which a context counts as long. */
const LONG = 200_000;
/** US dollars per million tokens in `Rate`'s unit. */
const DOLLAR = 1e9;

/** A row of the list: a listed model, or an id at one endpoint that no list holds. */
export type Row = {
  endpoint: string;
  endpoint_name: string;
  model: string;
  vendor: string | null;
  /** Bits of what it is said to do. */
  can: number;
  /** Tokens; 0 where nobody says. */
  context: number;
  output: number;
  price: Price | null;
  mark: MarkView | null;
  /** It stands for the text as typed. */
  typed: boolean;
};

/** Filters by name: `endpoint:…`, `can:2`, `long`, `price:free`, `price:1`, `vendor:…`. */
export type Filters = ReadonlySet<string>;

export const EMPTY: CatalogueView = { endpoints: [], models: [], vendors: [], prices: [], marks: [], model: [], endpoint: [], vendor: [], price: [], can: [], context: [], output: [] };

export class Catalogue {
  readonly view: CatalogueView;
  readonly size: number;
  /** What a row is found by, in lower case. */
  readonly #words: string[];
  readonly #at = new Map<string, number>();
  readonly #marks = new Map<string, MarkView>();

  constructor(view: CatalogueView) {
    this.view = view;
    this.size = view.model.length;
    const ids = view.models.map((id) => id.toLowerCase());
    const vendors = ['', ...view.vendors.map((name) => name.toLowerCase())];
    const endpoints = view.endpoints.map((endpoint) => endpoint.name.toLowerCase());
    this.#words = view.model.map((id, row) => `${ids[id]} ${vendors[view.vendor[row] ?? 0]} ${endpoints[view.endpoint[row] ?? 0]}${doing(view.can[row] ?? 0)}${this.isFree(row) ? ' free' : ''}${(view.context[row] ?? 0) >= LONG ? ' long context' : ''}`);
    for (let row = 0; row < this.size; row += 1) this.#at.set(this.#key(row), row);
    for (const mark of view.marks) this.#marks.set(`${mark.endpoint} ${mark.model}`, mark);
  }

  #key(row: number): string {
    return `${this.view.endpoints[this.view.endpoint[row] ?? 0]?.id} ${this.id(row)}`;
  }

  id(row: number): string {
    return this.view.models[this.view.model[row] ?? 0] ?? '';
  }

  price(row: number): Price | null {
    return this.view.prices[(this.view.price[row] ?? 0) - 1] ?? null;
  }

  isFree(row: number): boolean {
    return free(this.price(row));
  }

  /** Its row number, or -1. */
  find(ref: ModelRef): number {
    return this.#at.get(`${ref.endpoint} ${ref.model}`) ?? -1;
  }

  row(row: number): Row {
    const { view } = this;
    const endpoint = view.endpoints[view.endpoint[row] ?? 0];
    const place = { endpoint: endpoint?.id ?? '', endpoint_name: endpoint?.name ?? '', model: this.id(row) };
    return { ...place, vendor: view.vendors[(view.vendor[row] ?? 0) - 1] ?? null, can: view.can[row] ?? 0, context: view.context[row] ?? 0, output: view.output[row] ?? 0, price: this.price(row), mark: this.mark(place), typed: false };
  }

  /** A model no list holds. */
  unlisted(ref: ModelRef, name: string, typed: boolean): Row {
    return { endpoint: ref.endpoint, model: ref.model, endpoint_name: name, vendor: null, can: 0, context: 0, output: 0, price: null, mark: this.mark(ref), typed };
  }

  mark(ref: ModelRef): MarkView | null {
    return this.#marks.get(`${ref.endpoint} ${ref.model}`) ?? null;
  }

  /** Row numbers that fit words and filters: an exact id first, then ids that begin with the words, then the rest. */
  match(typed: string, filters: Filters): number[] {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const passes = this.#passing(filters);
    const ranks: [number[], number[], number[], number[]] = [[], [], [], []];
    for (let row = 0; row < this.size; row += 1) {
      const text = this.#words[row] ?? '';
      if (words.every((word) => text.includes(word)) && passes(row)) ranks[this.#rank(row, words)].push(row);
    }
    return ranks.flat();
  }

  #rank(row: number, words: string[]): 0 | 1 | 2 | 3 {
    if (words.length === 0) return 0;
    const whole = words.join(' ');
    const id = this.id(row).toLowerCase();
    if (id === whole) return 0;
    if (id.startsWith(whole)) return 1;
    return id.includes(whole) ? 2 : 3;
  }

  /** Of endpoints, makers and prices any will do; what it can do must all be there. */
  #passing(filters: Filters): (row: number) => boolean {
    const { view } = this;
    const named = (kind: string) => [...filters].filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
    const endpoints = named('endpoint:').map((id) => view.endpoints.findIndex((each) => each.id === id));
    const vendors = named('vendor:').map((name) => view.vendors.indexOf(name) + 1);
    const can = named('can:').reduce((bits, bit) => bits | Number(bit), 0);
    const prices = named('price:');
    const long = filters.has('long');
    return (row) =>
      (endpoints.length === 0 || endpoints.includes(view.endpoint[row] ?? 0)) &&
      (vendors.length === 0 || vendors.includes(view.vendor[row] ?? 0)) &&
      ((view.can[row] ?? 0) & can) === can &&
      (!long || (view.context[row] ?? 0) >= LONG) &&
      (prices.length === 0 || prices.some((price) => within(this.price(row), price)));
  }

  /** How many rows each filter has, by its name. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
    for (let row = 0; row < this.size; row += 1) {
      add(`endpoint:${this.view.endpoints[this.view.endpoint[row] ?? 0]?.id}`);
      for (const bit of [VISION, TOOLS, REASONING]) if ((this.view.can[row] ?? 0) & bit) add(`can:${bit}`);
      if ((this.view.context[row] ?? 0) >= LONG) add('long');
      for (const price of ['free', '1', '5']) if (within(this.price(row), price)) add(`price:${price}`);
      const vendor = this.view.vendors[(this.view.vendor[row] ?? 0) - 1];
      if (vendor !== undefined) add(`vendor:${vendor}`);
    }
    return counts;
  }

  /** When the oldest of the lists was read, milliseconds since the epoch. */
  oldest(): number | null {
    const times = this.view.endpoints.map((endpoint) => endpoint.fetched_ms).filter((time) => time !== null);
    return times.length > 0 ? Math.min(...times) : null;
  }
}

function doing(can: number): string {
  return `${can & VISION ? ' vision' : ''}${can & TOOLS ? ' tools' : ''}${can & REASONING ? ' reasoning' : ''}`;
}

export function free(price: Price | null): boolean {
  return price !== null && price.input === 0 && price.output === 0;
}

/** Whether a price is `free`, or its answers cost at most so many dollars per million tokens. */
function within(price: Price | null, most: string): boolean {
  if (most === 'free') return free(price);
  return price?.output !== null && price?.output !== undefined && price.output <= Number(most) * DOLLAR;
}

/** A rate as dollars per million tokens, as the columns show it. */
export function perMillion(rate: number | null | undefined): string | null {
  if (rate === null || rate === undefined) return null;
  const usd = rate / DOLLAR;
  return usd >= 0.01 || usd === 0 ? usd.toFixed(2) : String(Number(usd.toPrecision(2)));
}

/** A number of tokens in short: “256K”, “1M”. */
export function tokens(n: number): string {
  const k = n % 1024 === 0 ? n / 1024 : n / 1000;
  if (k < 1) return String(n);
  const m = k >= 1024 && k % 1024 === 0 ? k / 1024 : k / 1000;
  return m >= 1 ? `${Number(m.toFixed(1))}M` : `${Math.round(k)}K`;
}
