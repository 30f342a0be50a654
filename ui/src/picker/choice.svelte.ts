// The models chosen in the picker, in order; a model can be chosen several times, for a tab each.

import type { ModelRef } from '../ipc/bindings';
import { t } from '../shared/t';
import { same } from './catalogue';

export class Choice {
  chosen = $state.raw<ModelRef[]>([]);
  /** How many tabs of a model are chosen: announced when it changes. */
  said = $state('');
  /** Most models that can be chosen here. */
  readonly most: number;

  constructor(chosen: ModelRef[], most: number) {
    this.chosen = chosen;
    this.most = most;
  }

  /** The ordinal of a chosen model from 1, or 0; the first of several. */
  ordinal(ref: ModelRef): number {
    return this.chosen.findIndex((held) => same(held, ref)) + 1;
  }

  /** How many tabs of a model are chosen. */
  count(ref: ModelRef): number {
    return this.chosen.filter((held) => same(held, ref)).length;
  }

  /** Chooses a model, or leaves it out with all its tabs. */
  toggle({ endpoint, model }: ModelRef): void {
    const ref = { endpoint, model };
    if (this.ordinal(ref) > 0) this.chosen = this.chosen.filter((held) => !same(held, ref));
    else this.#add(ref);
  }

  /** Adds one tab of a model, its number behind the others. */
  more(row: ModelRef): void {
    const { endpoint, model } = row;
    if (this.#add({ endpoint, model })) this.#tell(row);
  }

  /** Takes away one tab of a model: the last one chosen. */
  fewer(row: ModelRef): void {
    const at = this.chosen.findLastIndex((held) => same(held, row));
    if (at < 0) return;
    this.drop(at);
    this.#tell(row);
  }

  /** Leaves out what was chosen at a place, from 0. */
  drop(at: number): void {
    this.chosen = this.chosen.toSpliced(at, 1);
  }

  /** Which tab of its model stands at a place, from 2; 0 for the first, which needs no mark. `before`: models that
   *  stand
   *  before all of these. */
  twin(at: number, before: readonly ModelRef[]): number {
    const ref = this.chosen[at];
    if (!ref) return 0;
    const earlier = [...before, ...this.chosen.slice(0, at)].filter((held) => same(held, ref)).length;
    return earlier > 0 ? earlier + 1 : 0;
  }

  #add(ref: ModelRef): boolean {
    if (this.chosen.length >= this.most) return false;
    this.chosen = [...this.chosen, ref];
    return true;
  }

  #tell(row: ModelRef): void {
    const n = this.count(row);
    this.said = t('picker.times', { model: row.model, n, count: n });
  }
}
