// The chat shown, and what the person does to conversations: each action is one command, and its reply is merged into
// what is
// shown.

import { call, commandId } from '../ipc';
import type { ConversationView, Frame, Layout, ModelRef } from '../ipc/bindings';
import { app } from '../shared/app.svelte';
import { attempt } from '../shared/attempt';
import { OpenConversation } from './conversation.svelte';
import { list } from './list.svelte';

/** Listens to what happens to the chat shown. */
export type ChatListener = {
  /** Another conversation is shown, or none; `created`: it was made just now. */
  opened?(view: ConversationView | null, created: boolean): void;
  /** Another conversation is about to be shown: what was typed is saved. */
  leaving?(): Promise<void>;
  /** Answers were requested. */
  started?(answers?: string[]): void;
  /** A snapshot was drawn. */
  drawn?(): void;
};

class Chat {
  open = $state.raw<OpenConversation | null>(null);
  readonly #listeners: ChatListener[] = [];

  listen(listener: ChatListener): void {
    this.#listeners.push(listener);
  }

  /** Draws a snapshot: merged when it is the conversation shown, else in its place. */
  draw(view: ConversationView, created = false): void {
    if (this.open?.id === view.id) this.open.merge(view);
    else {
      this.open = new OpenConversation(view);
      for (const each of this.#listeners) each.opened?.(view, created);
    }
    for (const each of this.#listeners) each.drawn?.();
    if (this.open && this.open.running.length > 0) this.started();
  }

  /** Tells listeners that answers were requested: frames are needed. */
  started(answers?: string[]): void {
    for (const each of this.#listeners) each.started?.(answers);
  }

  /** Saves what was typed, before another conversation takes its place. */
  async leave(): Promise<void> {
    for (const each of this.#listeners) await each.leaving?.();
  }

  async read(id: string): Promise<void> {
    await attempt(async () => this.draw(await call('open_conversation', { id })));
  }

  async openConversation(id: string): Promise<void> {
    app.toChat();
    if (this.open?.id === id) return;
    await this.leave();
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
    await this.leave();
    await attempt(async () => {
      this.draw(await call('create_conversation', { command: commandId(), models: chosen }), true);
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
      else for (const each of this.#listeners) each.opened?.(null, false);
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

  /** Shows the answers in another layout. False while there are none. */
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
      open.arrange(await call('close_tab', { command: commandId(), conversation: open.id, tab }));
    });
  }

  /** Draws a frame; patches for other conversations are stale. */
  apply(frame: Frame): boolean {
    const open = this.open;
    if (!open) return true;
    return frame.answers.every((patch) => patch.conversation !== open.id || open.apply(patch));
  }
}

export const chat = new Chat();
