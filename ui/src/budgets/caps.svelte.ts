// Spending caps: what is allowed, what was spent, and whether a send is one the person wants to be asked about.

import { call } from '../ipc';
import type { BudgetsForm, BudgetsView, MayCost } from '../ipc/bindings';
import { dollars } from '../shared/cost';
import { t } from '../shared/t';
import type { Point } from '../shared/dialogs.svelte';

class Budgets {
  view = $state.raw<BudgetsView | null>(null);
  /** Moves when something was set that may change what a send costs. */
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

  /** What a prompt to these tabs may cost; `null` where nobody wants to know or it cannot be said. */
  async mayCost(conversation: string, prompt: string, tabs: string[]): Promise<MayCost | null> {
    return call('may_cost', { conversation, prompt, tabs }).catch(() => null);
  }

  /** Whether the person wants to be asked above an amount. */
  async warns(): Promise<boolean> {
    const { caps } = this.view ?? (await this.read()) ?? {};
    return caps !== undefined && caps.warn !== null;
  }

  /** What is said before a send that may cost more than they wanted to be asked about; `null` where nothing is. */
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
