// The state of the parameter sheet: which tabs it edits, their parameters, and saving each change at once.

import { attempt } from '../shared/attempt';
import { call, commandId } from '../ipc';
import type { ModelParameters } from '../ipc/bindings';
import type { Read } from './fields';
import { budgets } from '../budgets/caps.svelte';
import { chat } from '../conversation/chat.svelte';
import type { LiveTab } from '../conversation/conversation.svelte';
import { inOrder } from '../conversation/saving';

const NONE: ModelParameters = { system: null, body: {}, limits: { seconds: null, tokens: null } };

/** How many things are set. */
export function countSet(parameters: ModelParameters): number {
  return (
    Object.keys(parameters.body).length +
    (parameters.system === null ? 0 : 1) +
    Object.values(parameters.limits).filter((limit) => limit !== null).length
  );
}

/** A body with one member set or taken out. */
export function withMember(parameters: ModelParameters, name: string, read: Read): ModelParameters {
  const { [name]: _, ...body } = parameters.body;
  if ('value' in read) body[name] = read.value;
  return { ...parameters, body };
}

class ParameterSheet {
  open = $state(false);
  /** A tab's id, or `all`. */
  about = $state<string>('all');

  /** The tabs the sheet is about. */
  get tabs(): LiveTab[] {
    const tabs = chat.open?.tabs ?? [];
    return this.about === 'all' ? tabs : tabs.filter((tab) => tab.id === this.about);
  }

  show(): void {
    this.about = (chat.open?.tabs.length ?? 0) > 1 ? 'all' : (chat.open?.tab?.id ?? 'all');
    this.open = true;
  }

  toggle(): void {
    if (this.open) this.open = false;
    else if ((chat.open?.tabs.length ?? 0) > 0) this.show();
  }

  /** Returns the value that all of these tabs share; `mixed` when they differ. */
  common<T>(of: (parameters: ModelParameters) => T): { value: T | undefined; mixed: boolean } {
    const values = this.tabs.map((tab) => of(tab.parameters));
    const mixed = values.some((value) => JSON.stringify(value) !== JSON.stringify(values[0]));
    return { value: mixed ? undefined : values[0], mixed };
  }

  /** Changes every tab of the sheet, each from what it holds itself. */
  async change(act: (held: ModelParameters) => ModelParameters): Promise<void> {
    await this.#save(this.tabs.map((tab) => [tab, act(tab.parameters)]));
  }

  async reset(): Promise<void> {
    await this.change(() => NONE);
  }

  /** Copies the parameters of this tab to all tabs. */
  async useForAll(): Promise<void> {
    const from = this.tabs[0];
    if (from) await this.#save((chat.open?.tabs ?? []).map((tab) => [tab, from.parameters]));
  }

  /** Saves the parameters of this tab as defaults of its model. */
  async keep(): Promise<boolean> {
    const tab = this.tabs[0];
    if (!tab) return false;
    const model = { endpoint: tab.endpoint, model: tab.model };
    return attempt(() => call('keep_parameters', { model, parameters: tab.parameters }));
  }

  /** Shown at once in every tab, so that the next change builds on it; put back when it was not taken. */
  async #save(changes: [LiveTab, ModelParameters][]): Promise<void> {
    const conversation = chat.open?.id;
    if (conversation === undefined) return;
    await Promise.all(
      changes.map(([tab, parameters]) => {
        const before = tab.parameters;
        tab.parameters = parameters;
        return inOrder(async () => {
          const taken = await attempt(() =>
            call('set_parameters', { command: commandId(), conversation, tabs: [tab.id], parameters }),
          );
          if (!taken && tab.parameters === parameters) tab.parameters = before;
        });
      }),
    );
    budgets.moved += 1;
  }
}

export const sheet = new ParameterSheet();
