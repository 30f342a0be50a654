// The picker's state: the catalogue, what was typed and filtered, what is chosen, and which row the keys are on.

import { MOST_TABS } from '../conversation/start';
import { call, commandId, failureOf } from '../ipc';
import type { CatalogueView, Failure, ModelRef, ModelSet, PriceForm, Shelf } from '../ipc/bindings';
import { app } from '../shared/app.svelte';
import { Catalogue, EMPTY, type Row } from './catalogue';
import { t } from '../shared/t';
import { same, unlisted } from './search';

/** How long a typed id waits for the lists before it is offered as it stands, milliseconds. */
const PATIENCE_MS = 1500;

export type Heading = 'recent' | 'favourites' | 'all';
/** What stands in one line of the list: a listed row's number, a model no list holds, or a heading. */
type Entry = number | Row | Heading;

const NOTHING: Shelf = { favourites: [], recents: [], sets: [] };

export class PickerState {
  text = $state('');
  chosen = $state.raw<ModelRef[]>([]);
  filters = $state.raw<ReadonlySet<string>>(new Set());
  active = $state(0);
  loading = $state(true);
  refreshing = $state(false);
  /** Whether the lists are as known as they will be for now: only then is an id called unlisted. */
  settled = $state(false);
  broken = $state.raw<Failure | null>(null);
  /** Of how many tabs of a model are chosen: read out. */
  said = $state('');
  catalogue = $state.raw(new Catalogue(EMPTY));
  shelf = $state.raw<Shelf>(NOTHING);
  /** Typed since the last choice: then Enter chooses instead of applying. */
  #fresh = false;
  readonly #hits = $derived(this.catalogue.match(this.text, this.filters));
  readonly #shelved: readonly Entry[] = $derived.by(() => this.#sections());
  readonly entries: readonly Entry[] = $derived.by(() => this.#entries());
  /** How many lines are models. */
  readonly length = $derived(this.entries.length - this.#headings(this.entries.length));
  readonly hits = $derived(this.#hits.length);
  readonly failed = $derived(this.catalogue.view.endpoints.filter((endpoint) => endpoint.failure !== null));

  /** Most models that can be chosen here. */
  readonly most: number;

  constructor(chosen: ModelRef[], most = MOST_TABS) {
    this.chosen = chosen;
    this.most = most;
  }

  /** Shows what is known at once, then what the endpoints say where that is old. */
  async read(): Promise<void> {
    const patience = setTimeout(() => (this.settled = true), PATIENCE_MS);
    const shelf = call('shelf').then(
      (kept) => (this.shelf = kept),
      () => undefined,
    );
    await this.#fetch(false);
    await shelf;
    this.#first();
    if (this.catalogue.size > 0) this.settled = true;
    // So that the first key press finds all of it made ready.
    setTimeout(() => this.catalogue.ready());
    await this.refresh();
    this.settled = true;
    clearTimeout(patience);
  }

  /** Reads the lists that are old; those that cannot be read keep their last copy. */
  async refresh(): Promise<void> {
    if (this.refreshing) return;
    this.refreshing = true;
    await this.#fetch(true);
    this.refreshing = false;
  }

  async #fetch(refresh: boolean): Promise<void> {
    try {
      this.#take(await call('catalogue', { refresh }));
      this.broken = null;
    } catch (error) {
      this.broken = failureOf(error);
    }
    if (refresh || this.catalogue.size > 0) this.loading = false;
  }

  #take(view: CatalogueView): void {
    const before = this.at(this.active);
    this.catalogue = new Catalogue(view);
    const still = before
      ? this.entries.findIndex((_, at) => at < 200 && same(this.at(at) ?? { endpoint: '', model: '' }, before))
      : -1;
    if (still >= 0) this.active = still;
    else this.#first();
  }

  /** Puts the keys on the first model. */
  #first(): void {
    this.active = 0;
    if (typeof this.entries[0] === 'string') this.active = 1;
  }

  #entries(): readonly Entry[] {
    if (this.text.trim() !== '') {
      const unknown = this.settled ? unlisted(this.catalogue, app.endpoints, this.text) : [];
      if (unknown.length === 0) return this.#hits;
      const typed = unknown.map((endpoint) =>
        this.catalogue.unlisted({ endpoint: endpoint.id, model: this.text.trim() }, endpoint.name, true),
      );
      return (this.#hits as Entry[]).concat(typed);
    }
    return this.#shelved;
  }

  /** The list before anything is typed: what is at hand above the rest. */
  #sections(): readonly Entry[] {
    const hits = this.catalogue.match('', this.filters);
    const recent = this.#held(this.shelf.recents);
    const favourites = this.#held(this.shelf.favourites).filter(
      (entry) =>
        !recent.includes(entry) && !this.shelf.recents.some((ref) => typeof entry !== 'number' && same(ref, entry)),
    );
    if (recent.length + favourites.length === 0) return hits;
    const above = new Set<Entry>([...recent, ...favourites]);
    const section = (heading: Heading, entries: Entry[]): Entry[] => (entries.length > 0 ? [heading, ...entries] : []);
    return [
      ...section('recent', recent),
      ...section('favourites', favourites),
      ...section(
        'all',
        hits.filter((row) => !above.has(row)),
      ),
    ];
  }

  /** Models at hand that the filters let through; one no list holds only without filters. */
  #held(refs: ModelRef[]): (number | Row)[] {
    const passing = this.filters.size > 0 ? new Set(this.catalogue.match('', this.filters)) : null;
    const entry = (ref: ModelRef): (number | Row)[] => {
      const endpoint = app.endpoints.find((each) => each.id === ref.endpoint);
      const row = this.catalogue.find(ref);
      if (!endpoint) return [];
      if (row < 0) return passing ? [] : [this.catalogue.unlisted(ref, endpoint.name, false)];
      return !passing || passing.has(row) ? [row] : [];
    };
    return refs.flatMap(entry);
  }

  /** Headings among the first lines. They stand at the top, above models at hand: a few lines are looked at. */
  #headings(before: number): number {
    if (typeof this.entries[0] !== 'string') return 0;
    return this.entries
      .slice(0, Math.min(before, MOST_AT_HAND + this.shelf.favourites.length))
      .filter((entry) => typeof entry === 'string').length;
  }

  /** The model in a line, if it is one. */
  at(line: number): Row | null {
    const entry = this.entries[line];
    if (entry === undefined || typeof entry === 'string') return null;
    return typeof entry === 'number' ? this.catalogue.row(entry) : entry;
  }

  /** A line's place among the models, from 1. */
  place(line: number): number {
    return line + 1 - this.#headings(line);
  }

  type(text: string): void {
    this.text = text;
    this.#first();
    this.#fresh = text.trim() !== '';
  }

  filter(name: string): void {
    const filters = new Set(this.filters);
    if (!filters.delete(name)) filters.add(name);
    this.filters = filters;
    this.#first();
  }

  clear(): void {
    this.filters = new Set();
    this.#first();
  }

  move(step: number): void {
    const last = this.entries.length - 1;
    let to = Math.max(0, Math.min(last, this.active + step));
    if (typeof this.entries[to] === 'string') to = step > 0 || to === 0 ? to + 1 : to - 1;
    this.active = Math.min(to, Math.max(0, last));
  }

  /** The ordinal of a chosen model from 1, or 0; the first of several. */
  ordinal(ref: ModelRef): number {
    return this.chosen.findIndex((held) => same(held, ref)) + 1;
  }

  toggle(row: ModelRef): void {
    this.#fresh = false;
    const ref = { endpoint: row.endpoint, model: row.model };
    if (this.ordinal(ref) > 0) this.chosen = this.chosen.filter((held) => !same(held, ref));
    else this.#add(ref);
  }

  #add(ref: ModelRef): boolean {
    if (this.chosen.length >= this.most) return false;
    this.chosen = [...this.chosen, ref];
    return true;
  }

  /** How many tabs of a model are chosen. */
  count(ref: ModelRef): number {
    return this.chosen.filter((held) => same(held, ref)).length;
  }

  /** One tab more of a model, its number behind the others. */
  more(row: ModelRef): void {
    this.#fresh = false;
    const { endpoint, model } = row;
    if (this.#add({ endpoint, model })) this.#tell(row);
  }

  /** One tab less of a model: the last one chosen. */
  fewer(row: ModelRef): void {
    this.#fresh = false;
    const at = this.chosen.findLastIndex((held) => same(held, row));
    if (at < 0) return;
    this.drop(at);
    this.#tell(row);
  }

  /** Leaves out what was chosen at a place, from 0. */
  drop(at: number): void {
    this.chosen = this.chosen.toSpliced(at, 1);
  }

  /** Which of its model what stands at a place is, from 2; 0 for the first, which needs no mark. `before`: models that stand before all of these. */
  twin(at: number, before: readonly ModelRef[]): number {
    const ref = this.chosen[at];
    if (!ref) return 0;
    const earlier = [...before, ...this.chosen.slice(0, at)].filter((held) => same(held, ref)).length;
    return earlier > 0 ? earlier + 1 : 0;
  }

  #tell(row: ModelRef): void {
    const n = this.count(row);
    this.said = t('picker.times', { model: row.model, n, count: n });
  }

  /** Enter: chooses what was just searched for, else says that the choice is made. */
  enter(): boolean {
    const row = this.at(this.active);
    if (row && (this.#fresh || this.chosen.length === 0)) {
      if (this.ordinal(row) === 0) this.toggle(row);
      this.text = '';
      this.#fresh = false;
      this.#first();
      return false;
    }
    return this.chosen.length > 0;
  }

  isFavourite(ref: ModelRef): boolean {
    return this.shelf.favourites.some((held) => same(held, ref));
  }

  async favour(row: ModelRef): Promise<void> {
    const model = { endpoint: row.endpoint, model: row.model };
    this.shelf = await call('set_favourite', { command: commandId(), model, on: !this.isFavourite(row) });
    const now = this.entries.findIndex(
      (_, line) => line < 200 && same(this.at(line) ?? { endpoint: '', model: '' }, model),
    );
    if (now >= 0) this.active = now;
  }

  /** The set that is chosen just so. */
  readonly current: ModelSet | null = $derived(
    this.shelf.sets.find(
      (set) =>
        set.models.length === this.chosen.length &&
        set.models.every((model, at) => same(model, this.chosen[at] ?? { endpoint: '', model: '' })),
    ) ?? null,
  );

  /** Chooses a set; models of endpoints that are gone are left out. */
  take(set: ModelSet): void {
    this.#fresh = false;
    this.chosen = set.models.filter((model) => app.endpoints.some((endpoint) => endpoint.id === model.endpoint));
  }

  async keep(name: string): Promise<void> {
    const { current } = this;
    this.shelf =
      current && current.name !== name
        ? await call('rename_set', { command: commandId(), from: current.name, to: name })
        : await call('save_set', { command: commandId(), name, models: this.chosen });
  }

  async forget(name: string): Promise<void> {
    this.shelf = await call('remove_set', { command: commandId(), name });
  }

  /** Sets what a model costs by hand, or leaves it to the list again. */
  async price(row: ModelRef, price: PriceForm | null): Promise<void> {
    await call('set_price', { command: commandId(), model: { endpoint: row.endpoint, model: row.model }, price });
    await this.#fetch(false);
  }
}

/** Models used last, and three headings. */
const MOST_AT_HAND = 8 + 3;
