// What the person does to conversations: each act is one command, and its reply is merged into what is shown.

import { attachments, isPicture } from '../attachments/attachments.svelte';
import { call, commandId, failureOf } from '../ipc';
import type { ConversationView, Frame, Layout, ModelRef } from '../ipc/bindings';
import { failureSentence } from '../shared/failure';
import type { LiveAnswer } from './answer.svelte';
import { app } from '../shared/app.svelte';
import type { Consent } from '../composer/confirmSend';
import { budgets } from '../budgets/budgets.svelte';
import { composer } from '../composer/composer.svelte';
import { OpenConversation } from './conversation.svelte';
import { list } from './list.svelte';
import { allSaved } from './saving';
import { looksSecret } from './secrets';
import { toasts } from '../shared/toast.svelte';

/** What the frame loop must hear from here. */
type LoopHooks = { started(asked?: string[]): void; snapshotDrawn(): void };

class Chat {
  open = $state.raw<OpenConversation | null>(null);
  #hooks: LoopHooks = { started: () => {}, snapshotDrawn: () => {} };

  hook(hooks: LoopHooks): void {
    this.#hooks = hooks;
  }

  /** Draws a snapshot: merged when it is the conversation shown, else in its place. */
  draw(view: ConversationView): void {
    if (this.open?.id === view.id) this.open.merge(view);
    else this.#show(view);
    this.#hooks.snapshotDrawn();
    if (this.open && this.open.running.length > 0) this.#hooks.started();
  }

  #show(view: ConversationView): void {
    this.open = new OpenConversation(view);
    composer.begin(view.id, view.draft);
    attachments.begin(view.id, view.attachments);
  }

  async read(id: string): Promise<void> {
    await attempt(async () => this.draw(await call('open_conversation', { id })));
  }

  async openConversation(id: string): Promise<void> {
    app.toChat();
    if (this.open?.id === id) return;
    await composer.flush();
    await this.read(id);
  }

  /** Reads the conversation shown again; the frame loop asks for it after a gap. */
  async resync(): Promise<void> {
    const shown = this.open?.id;
    if (shown !== undefined) this.draw(await call('open_conversation', { id: shown }));
  }

  /** A new chat with these models; by default with those of the chat shown. */
  async create(models?: ModelRef[]): Promise<void> {
    const chosen = models ?? this.open?.tabs.map(({ endpoint, model }) => ({ endpoint, model })) ?? [];
    await composer.flush();
    await attempt(async () => {
      const view = await call('create_conversation', { command: commandId(), models: chosen });
      const text = this.open === null ? composer.text : '';
      this.draw(view);
      if (text !== '') composer.type(text);
      app.toChat();
      await list.read();
    });
  }

  async rename(id: string, title: string): Promise<void> {
    await attempt(async () => {
      list.put(await call('rename_conversation', { command: commandId(), id, title }));
      if (this.open?.id === id) this.open.title = title;
    });
  }

  async remove(id: string): Promise<void> {
    await attempt(async () => {
      await call('delete_conversation', { command: commandId(), id });
      list.drop(id);
      if (this.open?.id !== id) return;
      this.open = null;
      const next = list.rows[0];
      if (next) await this.read(next.id);
      else {
        composer.begin(null, '');
        attachments.begin(null, []);
      }
    });
  }

  /** Reads another tab. In columns its newest turn is shown, unless another is named. */
  select(tab: string, turn: string | null = null): void {
    const open = this.open;
    const target = open?.find(tab);
    if (!open || !target) return;
    open.turn = turn;
    target.unread = false;
    if (open.selected === tab) return;
    open.selected = tab;
    void attempt(() => call('select_tab', { conversation: open.id, tab }));
  }

  /** Lays the answers out in tabs, in columns or as a diff. False while there is none to lay out. */
  layOut(layout: Layout): boolean {
    const open = this.open;
    if (!open || open.empty) return false;
    if (app.figures) app.closeFigures();
    if (open.layout === layout) return true;
    open.layout = layout;
    open.turn = null;
    for (const tab of open.tabs) tab.unread = false;
    void attempt(() => call('set_layout', { conversation: open.id, layout }));
    return true;
  }

  async addTabs(models: ModelRef[]): Promise<void> {
    const open = this.open;
    if (!open) return this.create(models);
    await attempt(async () => {
      for (const model of models) {
        this.draw(await call('add_tab', { command: commandId(), conversation: open.id, model }));
      }
      const last = open.tabs.at(-1);
      if (last && models.length > 0) this.select(last.id);
    });
  }

  /** Gives an empty chat exactly these models, in this order. */
  async chooseTabs(models: ModelRef[]): Promise<void> {
    const open = this.open;
    if (!open) return this.create(models);
    const spare = [...open.tabs];
    // Of one model as many tabs stay as are chosen of it.
    const missing = models.filter((model) => {
      const at = spare.findIndex((tab) => tab.endpoint === model.endpoint && tab.model === model.model);
      return at < 0 || spare.splice(at, 1).length === 0;
    });
    for (const tab of spare) await this.closeTab(tab.id);
    await this.addTabs(missing);
  }

  /** True once it is closed. */
  async closeTab(tab: string): Promise<boolean> {
    const open = this.open;
    const at = open?.tabs.findIndex((candidate) => candidate.id === tab) ?? -1;
    if (!open || at < 0) return false;
    return attempt(async () => {
      const next = open.tabs[at + 1] ?? open.tabs[at - 1];
      if (open.tab?.id === tab && next) this.select(next.id);
      this.draw(await call('close_tab', { command: commandId(), conversation: open.id, tab }));
    });
  }

  /** Sends the composer's text and files to these tabs, asking first where there is something to know. */
  async send(tabs: string[], agreed: Consent | null = null): Promise<void> {
    const open = this.open;
    if (!open || tabs.length === 0 || !composer.ready) return;
    await allSaved();
    const consent = agreed ?? (await this.#consent(open, tabs));
    if (consent === null || this.open !== open || !composer.ready) return;
    const [prompt, files] = [composer.take(), attachments.take()];
    try {
      const picked = { files: files.map((file) => file.hash), unseen_by: consent.spared };
      const sent = await call('send', {
        command: commandId(),
        conversation: open.id,
        prompt,
        tabs,
        confirmed: consent.confirmed,
        ...(files.length > 0 && { picked }),
      });
      open.put(sent.entries);
      open.turn = null;
      open.title = sent.row.title;
      list.put(sent.row);
      this.#hooks.started(sent.entries.map(({ entry }) => entry.answer.id));
    } catch (error) {
      const asks = looksSecret(error);
      composer.giveBack(prompt, asks ? null : failureSentence(failureOf(error)));
      if (this.open === open) attachments.giveBack(files);
      if (!asks) return;
      const { mayGoOut } = await import('../composer/confirmSend');
      if (await mayGoOut({ conversation: open.id, prompt, files }))
        await this.send(tabs, { ...consent, confirmed: true });
    }
  }

  /** What the person agrees to before it goes out; `null` when they backed out. Most sends have nothing to ask about. */
  async #consent(open: OpenConversation, tabs: string[]): Promise<Consent | null> {
    if (!attachments.files.some(isPicture) && !(await budgets.warns())) return { spared: [], confirmed: false };
    const { consentTo } = await import('../composer/confirmSend');
    const targets = open.tabs.filter((tab) => tabs.includes(tab.id));
    return consentTo({ conversation: open.id, prompt: composer.text, files: attachments.files, tabs: targets });
  }

  async retry(answer: string): Promise<void> {
    await this.#again('retry', answer);
  }

  async continue(answer: string): Promise<void> {
    await this.#again('continue_answer', answer);
  }

  async #again(name: 'retry' | 'continue_answer', answer: string): Promise<void> {
    const open = this.open;
    await allSaved();
    await attempt(async () => {
      const entry = await call(name, { command: commandId(), answer });
      open?.put([entry]);
      this.#hooks.started([entry.entry.answer.id]);
    });
  }

  /** Asks every tab's newest answer again that failed. */
  async retryFailed(): Promise<void> {
    const open = this.open;
    if (!open) return;
    await allSaved();
    await attempt(async () => {
      const entries = await call('retry_failed', { command: commandId(), conversation: open.id });
      open.put(entries);
      this.#hooks.started(entries.map(({ entry }) => entry.answer.id));
    });
  }

  /** Asks again at once an answer that waits for it. */
  async retryNow(answer: LiveAnswer): Promise<void> {
    const retry = answer.retry;
    if (retry) await attempt(() => call('retry_now', { answer: answer.id, attempt: retry.attempt }));
  }

  /** Marks an answer as the best of its turn; the one that is loses the mark. Nothing else changes. */
  async markBest(answer: string): Promise<void> {
    const open = this.open;
    if (!open) return;
    const best = !open.best.has(answer);
    await attempt(async () => {
      open.best = new Set(await call('mark_best', { command: commandId(), answer, best }));
    });
  }

  async stop(answer: string): Promise<void> {
    await attempt(() => call('stop', { answer }));
  }

  async stopAll(): Promise<void> {
    const open = this.open;
    if (open) await attempt(() => call('stop_all', { conversation: open.id }));
  }

  /** Draws a frame; patches for other conversations are old news. */
  apply(frame: Frame): boolean {
    const open = this.open;
    if (!open) return true;
    return frame.answers.every((patch) => patch.conversation !== open.id || open.apply(patch));
  }
}

/** Runs an act; when it fails, says why. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    toasts.show(failureSentence(failureOf(error)), 'alert');
    return false;
  }
}

export const chat = new Chat();
