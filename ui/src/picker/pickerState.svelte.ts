// The picker's state: what was typed and filtered, the lines that are shown, and which of them the keys are on.

import { MOST_TABS } from '../conversation/start';
import type { ModelRef, ModelSet } from '../ipc/bindings';
import { app } from '../shared/app.svelte';
import { type Row, same } from './catalogue';
import { Choice } from './choice.svelte';
import { type Entry, headingsIn, sections, unlisted } from './entries';
import { ModelLists } from './lists.svelte';
import { Preferences } from './preferences.svelte';

/** Lines looked at to find a model again whose list was replaced. */
const NEAR = 200;

export class PickerState {
  text = $state('');
  filters = $state.raw<ReadonlySet<string>>(new Set());
  /** The line the keys are on. */
  active = $state(0);
  readonly lists = new ModelLists((replace) => this.#keepPlace(replace));
  readonly choice: Choice;
  readonly preferences = new Preferences();
  /** Typed since the last choice: then Enter chooses instead of applying. */
  #searching = false;
  readonly #hits = $derived(this.lists.catalogue.match(this.text, this.filters));
  readonly #sections: readonly Entry[] = $derived(
    sections(this.lists.catalogue, this.preferences.shelf, this.filters, app.endpoints),
  );
  readonly entries: readonly Entry[] = $derived.by(() => this.#entries());
  /** How many lines are models. */
  readonly length = $derived(this.entries.length - this.#headings(this.entries.length));
  readonly hits = $derived(this.#hits.length);
  /** The set of exactly the models chosen. */
  readonly currentSet: ModelSet | null = $derived.by(() => this.preferences.setOf(this.choice.chosen));

  constructor(chosen: ModelRef[], most = MOST_TABS) {
    this.choice = new Choice(chosen, most);
  }

  async read(): Promise<void> {
    await this.lists.read(this.preferences.read(), () => this.#first());
  }

  /** The model in a line, if it is one. */
  at(line: number): Row | null {
    const entry = this.entries[line];
    if (entry === undefined || typeof entry === 'string') return null;
    return typeof entry === 'number' ? this.lists.catalogue.row(entry) : entry;
  }

  /** A line's place among the models, from 1. */
  place(line: number): number {
    return line + 1 - this.#headings(line);
  }

  type(text: string): void {
    this.text = text;
    this.#first();
    this.#searching = text.trim() !== '';
  }

  /** Turns a filter on or off. */
  filter(name: string): void {
    const filters = new Set(this.filters);
    if (!filters.delete(name)) filters.add(name);
    this.filters = filters;
    this.#first();
  }

  /** Turns all filters off. */
  clear(): void {
    this.filters = new Set();
    this.#first();
  }

  /** Moves the keys by so many lines, over headings. */
  move(step: number): void {
    const last = this.entries.length - 1;
    let to = Math.max(0, Math.min(last, this.active + step));
    if (typeof this.entries[to] === 'string') to = step > 0 || to === 0 ? to + 1 : to - 1;
    this.active = Math.min(to, Math.max(0, last));
  }

  toggle(row: ModelRef): void {
    this.#searching = false;
    this.choice.toggle(row);
  }

  more(row: ModelRef): void {
    this.#searching = false;
    this.choice.more(row);
  }

  fewer(row: ModelRef): void {
    this.#searching = false;
    this.choice.fewer(row);
  }

  /** Chooses a set; models of endpoints that are gone are left out. */
  chooseSet(set: ModelSet): void {
    this.#searching = false;
    this.choice.chosen = set.models.filter((model) => app.endpoints.some((endpoint) => endpoint.id === model.endpoint));
  }

  /** Enter: chooses what was just searched for; true when the choice is to be applied instead. */
  enter(): boolean {
    const row = this.at(this.active);
    if (row && (this.#searching || this.choice.chosen.length === 0)) {
      if (this.choice.ordinal(row) === 0) this.toggle(row);
      this.text = '';
      this.#searching = false;
      this.#first();
      return false;
    }
    return this.choice.chosen.length > 0;
  }

  /** Makes a model a favourite, or no longer one; the keys stay on it. */
  async toggleFavourite({ endpoint, model }: ModelRef): Promise<void> {
    await this.preferences.toggleFavourite({ endpoint, model });
    const now = this.#lineOf({ endpoint, model });
    if (now >= 0) this.active = now;
  }

  /** Puts the keys on the first model. */
  #first(): void {
    this.active = 0;
    if (typeof this.entries[0] === 'string') this.active = 1;
  }

  /** Replaces the catalogue; the keys stay on their model where it is near. */
  #keepPlace(replace: () => void): void {
    const before = this.at(this.active);
    replace();
    const still = before ? this.#lineOf(before) : -1;
    if (still >= 0) this.active = still;
    else this.#first();
  }

  #lineOf(ref: ModelRef): number {
    return this.entries.findIndex((_, line) => {
      const row = line < NEAR ? this.at(line) : null;
      return row !== null && same(row, ref);
    });
  }

  #entries(): readonly Entry[] {
    if (this.text.trim() === '') return this.#sections;
    const { catalogue, settled } = this.lists;
    const unknown = settled ? unlisted(catalogue, app.endpoints, this.text) : [];
    if (unknown.length === 0) return this.#hits;
    const typed = unknown.map((endpoint) =>
      catalogue.unlisted({ endpoint: endpoint.id, model: this.text.trim() }, endpoint.name, true),
    );
    return (this.#hits as Entry[]).concat(typed);
  }

  #headings(before: number): number {
    return headingsIn(this.entries, before, this.preferences.shelf.favourites.length);
  }
}
