// Spending caps: their amounts, what was spent, and whether to confirm a prompt before it is sent.

import { call } from '../ipc';
import type { BudgetsForm, BudgetsView, MayCost } from '../ipc/bindings';
import { dollars } from '../shared/cost';
import { t } from '../shared/t';
import type { Point } from '../shared/dialogs.svelte';

class Budgets {
  view = $state.raw<BudgetsView | null>(null);
  /** Changes when something was set that affects what a prompt may cost. */
  moved = $state(0);
  /** Whether anything is capped. */
  capped = $derived(this.view !== null && (this.view.caps.send ?? this.view.caps.day ?? this.view.caps.month) !== null);

  async read(): Promise<BudgetsView | null> {
    this.view = await call('budgets').catch(() => this.view);
    return this.view;
  }

  async save(form: BudgetsForm): Promise<void> {
    this.view = await call('set_budgets', { form });
  }

  /** Returns what a prompt to these tabs may cost; `null` where unknown. */
  async mayCost(conversation: string, prompt: string, tabs: string[]): Promise<MayCost | null> {
    return call('may_cost', { conversation, prompt, tabs }).catch(() => null);
  }

  /** Whether the person wants to be asked above an amount. */
  async warns(): Promise<boolean> {
    const { caps } = this.view ?? (await this.read()) ?? {};
    return caps !== undefined && caps.warn !== null;
  }

  /** Returns the question before a prompt that may cost more than the person's threshold; `null` where there is none.
   *  */
  async warning(conversation: string, prompt: string, tabs: string[]): Promise<Point | null> {
    const may = (await this.warns()) ? await this.mayCost(conversation, prompt, tabs) : null;
    if (may === null || may.ask === null) return null;
    return {
      title: t('budgets.askTitle', { cost: dollars(may.worst) }),
      text: t('budgets.askText', { cost: dollars(may.ask) }),
    };
  }
}

export const budgets = new Budgets();
