// The picker's state: the lists, what was typed, what is chosen, and which row the keys are on.

import { call, failureOf } from '../ipc';
import type { EndpointView, Failure, ModelRef, ModelRow, ModelsView } from '../ipc/bindings';
import { app } from '../state/app.svelte';
import { matching, same, unlisted } from './search';

/** Most tabs a conversation takes. */
export const MOST = 24;
/** How long a typed id waits for the lists before it is offered as it stands, milliseconds. */
const PATIENCE_MS = 1500;

/** A row of the list: a listed model, or the typed id at one endpoint. */
export type Row = ModelRow & { typed: boolean };

export class PickerState {
  text = $state('');
  chosen = $state.raw<ModelRef[]>([]);
  active = $state(0);
  loading = $state(true);
  refreshing = $state(false);
  /** Whether the lists are as known as they will be for now: only then is an id called unlisted. */
  settled = $state(false);
  failed = $state.raw<[string, Failure][]>([]);
  #listed = $state.raw<ModelRow[]>([]);
  /** Typed since the last choice: then Enter chooses instead of applying. */
  #fresh = false;
  readonly rows: Row[] = $derived.by(() => this.#rows());
  readonly total = $derived(this.#listed.length);

  constructor(chosen: ModelRef[]) {
    this.chosen = chosen;
  }

  /** Shows what is known at once, then asks the endpoints. */
  async read(): Promise<void> {
    const patience = setTimeout(() => (this.settled = true), PATIENCE_MS);
    await this.#fetch(false);
    if (this.#listed.length > 0) this.settled = true;
    this.refreshing = true;
    await this.#fetch(true);
    this.refreshing = false;
    this.settled = true;
    clearTimeout(patience);
  }

  async #fetch(refresh: boolean): Promise<void> {
    try {
      this.#take(await call('models', { refresh }));
    } catch (error) {
      this.failed = [['', failureOf(error)]];
    }
    if (refresh || this.#listed.length > 0) this.loading = false;
  }

  #take(view: ModelsView): void {
    this.#listed = view.rows;
    this.failed = view.failed;
    this.active = Math.min(this.active, Math.max(0, this.rows.length - 1));
  }

  #rows(): Row[] {
    const hits = matching(this.#listed, this.text).map((row) => ({ ...row, typed: false }));
    const unknown = this.settled ? unlisted(this.#listed, app.endpoints, this.text) : [];
    const others = unknown.map((endpoint) => typedRow(endpoint, this.text.trim()));
    return [...hits, ...others];
  }

  /** Whether any listed model is asked at this endpoint. */
  has(endpoint: string): boolean {
    return this.#listed.some((row) => row.endpoint === endpoint);
  }

  type(text: string): void {
    this.text = text;
    this.active = 0;
    this.#fresh = text.trim() !== '';
  }

  move(step: number): void {
    this.active = Math.max(0, Math.min(this.rows.length - 1, this.active + step));
  }

  /** The ordinal of a chosen model from 1, or 0. */
  ordinal(ref: ModelRef): number {
    return this.chosen.findIndex((held) => same(held, ref)) + 1;
  }

  toggle(row: ModelRef): void {
    this.#fresh = false;
    const ref = { endpoint: row.endpoint, model: row.model };
    if (this.ordinal(ref) > 0) this.chosen = this.chosen.filter((held) => !same(held, ref));
    else if (this.chosen.length < MOST) this.chosen = [...this.chosen, ref];
  }

  /** Enter: chooses what was just searched for, else says that the choice is made. */
  enter(): boolean {
    const row = this.rows[this.active];
    if (row && (this.#fresh || this.chosen.length === 0)) {
      if (this.ordinal(row) === 0) this.toggle(row);
      this.text = '';
      this.#fresh = false;
      return false;
    }
    return this.chosen.length > 0;
  }
}

function typedRow(endpoint: EndpointView, model: string): Row {
  return { endpoint: endpoint.id, endpoint_name: endpoint.name, model, provider: null, types: [], context: null, max_output: null, modalities: [], features: [], price: null, capabilities: { vision: null, files: null, tools: null, reasoning: null, context: null, output: null }, typed: true };
}
