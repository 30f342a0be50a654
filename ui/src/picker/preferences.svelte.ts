// What the person keeps for the picker: favourites, models used last, and sets of models.

import { call, commandId } from '../ipc';
import type { ModelRef, ModelSet, PickerPreferences } from '../ipc/bindings';
import { same } from './catalogue';

export class Preferences {
  shelf = $state.raw<PickerPreferences>({ favourites: [], recents: [], sets: [] });

  /** Reads them; without them the picker works all the same. */
  async read(): Promise<void> {
    this.shelf = await call('shelf').catch(() => this.shelf);
  }

  isFavourite(ref: ModelRef): boolean {
    return this.shelf.favourites.some((held) => same(held, ref));
  }

  /** Makes a model a favourite, or no longer one. */
  async toggleFavourite(model: ModelRef): Promise<void> {
    this.shelf = await call('set_favourite', { command: commandId(), model, on: !this.isFavourite(model) });
  }

  /** The set of exactly these models, in this order. */
  setOf(chosen: readonly ModelRef[]): ModelSet | null {
    const equal = (set: ModelSet): boolean =>
      set.models.length === chosen.length && set.models.every((model, at) => same(model, chosen[at] ?? NO_MODEL));
    return this.shelf.sets.find(equal) ?? null;
  }

  /** Saves these models as a set; renames the set where they are one already. */
  async saveSet(name: string, models: ModelRef[]): Promise<void> {
    const current = this.setOf(models);
    this.shelf =
      current && current.name !== name
        ? await call('rename_set', { command: commandId(), from: current.name, to: name })
        : await call('save_set', { command: commandId(), name, models });
  }

  async removeSet(name: string): Promise<void> {
    this.shelf = await call('remove_set', { command: commandId(), name });
  }
}

const NO_MODEL: ModelRef = { endpoint: '', model: '' };
