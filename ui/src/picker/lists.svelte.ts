// The lists of models the picker shows: read at once as they are kept, then refreshed where they are old.

import { call, commandId, failureOf } from '../ipc';
import type { Failure, ModelRef, PriceForm } from '../ipc/bindings';
import { Catalogue, EMPTY } from './catalogue';

/** How long a typed id waits for the lists before it is offered unlisted, milliseconds. */
const PATIENCE_MS = 1500;

export class ModelLists {
  catalogue = $state.raw(new Catalogue(EMPTY));
  loading = $state(true);
  refreshing = $state(false);
  /** Whether the lists are as known as they will be for now: only then is an id called unlisted. */
  settled = $state(false);
  broken = $state.raw<Failure | null>(null);
  readonly failed = $derived(this.catalogue.view.endpoints.filter((endpoint) => endpoint.failure !== null));
  readonly #replacing: (replace: () => void) => void;

  /** `replacing` replaces the catalogue, and keeps the picker's place in it. */
  constructor(replacing: (replace: () => void) => void) {
    this.#replacing = replacing;
  }

  /** Reads what is kept, then what the endpoints say where that is old. `beside` is read along with the first. */
  async read(beside: Promise<unknown>, first: () => void): Promise<void> {
    const patience = setTimeout(() => (this.settled = true), PATIENCE_MS);
    await this.#fetch(false);
    await beside;
    first();
    if (this.catalogue.size > 0) this.settled = true;
    // So that the first key press finds all of it indexed.
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

  /** Sets what a model costs by hand, or leaves it to the list again. */
  async price({ endpoint, model }: ModelRef, price: PriceForm | null): Promise<void> {
    await call('set_price', { command: commandId(), model: { endpoint, model }, price });
    await this.#fetch(false);
  }

  async #fetch(refresh: boolean): Promise<void> {
    try {
      const view = await call('catalogue', { refresh });
      this.#replacing(() => (this.catalogue = new Catalogue(view)));
      this.broken = null;
    } catch (error) {
      this.broken = failureOf(error);
    }
    if (refresh || this.catalogue.size > 0) this.loading = false;
  }
}
