// Branches: edit a prompt, regenerate, switch between siblings, branch, fork, and continue all tabs
// from one answer. Each action is one command; its reply is a snapshot.

import { readEntry } from '../conversation/reading';
import { attempt } from '../shared/attempt';
import { call, commandId } from '../ipc';
import type { TabHead, SiblingView } from '../ipc/bindings';
import { adoptedWords } from './words';
import { t } from '../shared/t';
import type { LiveAnswer } from '../conversation/answer.svelte';
import { chat } from '../conversation/chat.svelte';
import type { LiveTab, OpenConversation } from '../conversation/conversation.svelte';
import { list } from '../conversation/list.svelte';
import { allSaved } from '../conversation/saving';
import { toasts } from '../shared/currentToast.svelte';
import { unlessSecret } from '../conversation/secrets';

/** The prompt being edited, and the tab where editing began. */
export type Editing = { conversation: string; tab: string; turn: string; text: string };

/** The tabs an adoption changes, and those that stay because an answer runs in them; by their numbers. */
export type Reach = { changed: number[]; busy: number[] };

/** Which tabs *Continue all tabs from this answer* would change. */
export function reachOf(open: OpenConversation, answer: Pick<LiveAnswer, 'id'>): Reach {
  const reach: Reach = { changed: [], busy: [] };
  open.tabs.forEach((tab, at) => {
    if (tab.last?.id !== answer.id) (tab.busy ? reach.busy : reach.changed).push(at + 1);
  });
  return reach;
}

class Branches {
  editing = $state<Editing | null>(null);

  /** Starts editing a prompt. False when it isn't there. */
  edit(tab: LiveTab, turn: string): boolean {
    const conversation = chat.open?.id;
    const entry = tab.entries.find((held) => held.turn === turn);
    if (conversation === undefined || !entry) return false;
    this.editing = { conversation, tab: tab.id, turn, text: entry.prompt };
    return true;
  }

  leave(): void {
    this.editing = null;
  }

  /** Sends the edited prompt to these tabs. The old prompt stays, with everything after it. */
  async sendEdit(tabs: string[]): Promise<boolean> {
    const editing = this.editing;
    if (!editing || editing.text.trim() === '' || tabs.length === 0) return false;
    const { conversation, turn, text } = editing;
    return attempt(async () => {
      const view = await unlessSecret(conversation, text, (confirmed) =>
        call('edit_prompt', { command: commandId(), conversation, turn, prompt: text, tabs, confirmed }),
      );
      if (view === null) return;
      this.editing = null;
      chat.draw(view);
    });
  }

  /** Regenerates an answer that isn't the newest of its tab; later turns are hidden. */
  async regenerate(answer: string): Promise<void> {
    await allSaved();
    await attempt(async () => chat.draw(await call('regenerate', { command: commandId(), answer })));
  }

  /** Switches to sibling answers, each in its tab. */
  async walk(to: [tab: string, answer: string][]): Promise<boolean> {
    const conversation = chat.open?.id;
    if (conversation === undefined) return false;
    return attempt(async () => chat.draw(await call('walk', { command: commandId(), conversation, to })));
  }

  /** Opens a tab that continues from this answer. */
  async branch(tab: LiveTab, answer: LiveAnswer): Promise<void> {
    const conversation = chat.open?.id;
    if (conversation === undefined) return;
    await attempt(async () => {
      const view = await call('branch', { command: commandId(), conversation, tab: tab.id, answer: answer.id });
      chat.draw(view);
      if (view.selected !== null) chat.select(view.selected);
      toasts.show(t('branches.branched', { model: answer.model }));
    });
  }

  /** Creates a conversation with everything up to this turn. */
  async fork(turn: string): Promise<void> {
    const open = chat.open;
    if (!open) return;
    await attempt(async () => {
      const title = t('branches.forkTitle', { title: open.title });
      chat.draw(await call('fork', { command: commandId(), conversation: open.id, turn, title }));
      await list.read();
      toasts.show(t('branches.forked'));
    });
  }

  /** Continues all tabs from an answer, and offers to undo that. */
  async adopt(answer: LiveAnswer): Promise<void> {
    const open = chat.open;
    if (!open || reachOf(open, answer).changed.length === 0) return;
    await attempt(async () => {
      const adopted = await call('adopt', { command: commandId(), answer: answer.id });
      chat.draw(adopted.conversation);
      const ordinals = (ids: string[]): number[] => ids.map((id) => open.tabs.findIndex((tab) => tab.id === id) + 1);
      const reach = { changed: ordinals(adopted.before.map((head) => head.tab)), busy: ordinals(adopted.left_out) };
      toasts.offer(adoptedWords(reach, answer.model), {
        label: t('common.undo'),
        act: () => void this.#undo(open.id, adopted.before),
      });
    });
  }

  async #undo(conversation: string, heads: TabHead[]): Promise<void> {
    await attempt(async () => {
      const view = await call('restore_heads', { command: commandId(), conversation, heads });
      if (chat.open?.id === conversation) chat.draw(view);
    });
  }

  /** Saves the note and labels of an answer. */
  async note(answer: string, note: string, labels: string[]): Promise<boolean> {
    const open = chat.open;
    return attempt(async () => open?.write(await call('set_note', { command: commandId(), answer, note, labels })));
  }
}

export const branches = new Branches();

/** The turns that are among the prompts of every tab, in the order of the first tab. */
export function commonTurns(prompts: readonly (readonly SiblingView[])[]): string[] {
  const [first = [], ...rest] = prompts;
  return first.map((way) => way.turn).filter((turn) => rest.every((each) => each.some((way) => way.turn === turn)));
}

/** Starts editing the prompt being read. False when there is none. */
export function editReadPrompt(): boolean {
  const tab = chat.open?.tab;
  const entry = readEntry();
  return tab != null && entry !== undefined && branches.edit(tab, entry.turn);
}
