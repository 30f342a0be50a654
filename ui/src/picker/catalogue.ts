// All models of all endpoints, looked at by row number: searched and filtered without making an object a row.

import type { CatalogueView, UnavailableModel, ModelRef, Price } from '../ipc/bindings';
import { countsOf, DOLLAR, type Filters, free, Matcher } from './matching';

export { free, REASONING, TOOLS, VISION } from './matching';

/** A row of the list: a listed model, or an id at one endpoint that no list holds. */
export type Row = {
  endpoint: string;
  endpoint_name: string;
  model: string;
  vendor: string | null;
  /** Bits of its capabilities. */
  can: number;
  /** Tokens; 0 where unknown. */
  context: number;
  output: number;
  price: Price | null;
  mark: UnavailableModel | null;
  /** It stands for the text as typed. */
  typed: boolean;
};

export const EMPTY: CatalogueView = {
  endpoints: [],
  models: [],
  vendors: [],
  prices: [],
  marks: [],
  model: [],
  endpoint: [],
  vendor: [],
  price: [],
  can: [],
  context: [],
  output: [],
};

const NO_FILTERS: Filters = new Set();

export class Catalogue {
  readonly view: CatalogueView;
  readonly size: number;
  readonly #matcher: Matcher;
  /** Which row is the first of each id; rows stand by id. */
  readonly #first: Uint32Array;
  /** Which id has which number. */
  #numbers: Map<string, number> | null = null;
  #counts: Map<string, number> | null = null;
  readonly #marks = new Map<string, UnavailableModel>();

  constructor(view: CatalogueView) {
    this.view = view;
    this.size = view.model.length;
    this.#matcher = new Matcher(view);
    this.#first = new Uint32Array(view.models.length + 1).fill(this.size);
    for (let row = this.size - 1; row >= 0; row -= 1) this.#first[view.model[row] ?? 0] = row;
    for (const mark of view.marks) this.#marks.set(`${mark.endpoint} ${mark.model}`, mark);
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
    this.#numbers ??= new Map(this.view.models.map((id, number) => [id, number]));
    const number = this.#numbers.get(ref.model);
    if (number === undefined) return -1;
    for (let row = this.#first[number] ?? this.size; this.view.model[row] === number; row += 1) {
      if (this.view.endpoints[this.view.endpoint[row] ?? 0]?.id === ref.endpoint) return row;
    }
    return -1;
  }

  row(row: number): Row {
    const { view } = this;
    const endpoint = view.endpoints[view.endpoint[row] ?? 0];
    const place = { endpoint: endpoint?.id ?? '', endpoint_name: endpoint?.name ?? '', model: this.id(row) };
    return {
      ...place,
      vendor: view.vendors[(view.vendor[row] ?? 0) - 1] ?? null,
      can: view.can[row] ?? 0,
      context: view.context[row] ?? 0,
      output: view.output[row] ?? 0,
      price: this.price(row),
      mark: this.mark(place),
      typed: false,
    };
  }

  /** A model no list holds. */
  unlisted(ref: ModelRef, name: string, typed: boolean): Row {
    return {
      endpoint: ref.endpoint,
      model: ref.model,
      endpoint_name: name,
      vendor: null,
      can: 0,
      context: 0,
      output: 0,
      price: null,
      mark: this.mark(ref),
      typed,
    };
  }

  mark(ref: ModelRef): UnavailableModel | null {
    return this.#marks.get(`${ref.endpoint} ${ref.model}`) ?? null;
  }

  /** Makes ready what a search needs. */
  ready(): void {
    this.find({ endpoint: '', model: '' });
    this.#matcher.match('a b c', NO_FILTERS);
  }

  /** Row numbers that fit words and filters: an exact id first, then ids that begin with the words, then the rest. */
  match(typed: string, filters: Filters): readonly number[] {
    return this.#matcher.match(typed, filters);
  }

  /** How many rows each filter has, by its name. */
  counts(): Map<string, number> {
    return (this.#counts ??= countsOf(this.view));
  }

  /** When the oldest of the lists was read, milliseconds since the epoch. */
  oldest(): number | null {
    const times = this.view.endpoints.map((endpoint) => endpoint.fetched_ms).filter((time) => time !== null);
    return times.length > 0 ? Math.min(...times) : null;
  }
}

/** A rate as dollars per million tokens, as the columns show it. */
export function perMillion(rate: number | null | undefined): string | null {
  if (rate === null || rate === undefined) return null;
  const usd = rate / DOLLAR;
  return usd >= 0.01 || usd === 0 ? usd.toFixed(2) : String(Number(usd.toPrecision(2)));
}

/** A rate as dollars per million tokens with every digit, as a field shows it; empty where there is none. */
export function exactly(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '';
  return (rate / DOLLAR).toFixed(9).replace(/\.?0+$/, '');
}

/** A number of tokens in short: “256K”, “1M”. */
export function tokens(n: number): string {
  const k = n % 1024 === 0 ? n / 1024 : n / 1000;
  if (k < 1) return String(n);
  const m = k >= 1024 && k % 1024 === 0 ? k / 1024 : k / 1000;
  return m >= 1 ? `${Number(m.toFixed(1))}M` : `${Math.round(k)}K`;
}

/** Whether two references are the same model at the same endpoint. */
export function same(a: ModelRef, b: ModelRef): boolean {
  return a.endpoint === b.endpoint && a.model === b.model;
}
