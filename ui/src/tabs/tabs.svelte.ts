// What the person does to tabs, as in a browser: moves, renames, duplicates and reopens them.

import { hasRoom } from '../conversation/start';
import { attempt } from '../shared/attempt';
import { call, commandId } from '../ipc';
import type { ConversationView } from '../ipc/bindings';
import { t } from '../shared/t';
import { events } from '../shared/announce.svelte';
import { chat } from '../conversation/chat.svelte';
import type { LiveTab, OpenConversation } from '../conversation/conversation.svelte';

/** Puts a tab elsewhere in the strip, from 0, and says where. */
export async function moveTab(tab: string, to: number): Promise<void> {
  const open = chat.open;
  const from = open?.tabs.findIndex((each) => each.id === tab) ?? -1;
  if (!open || from < 0 || from === to || to < 0 || to >= open.tabs.length) return;
  const moved = await attempt(async () =>
    chat.draw(await call('move_tab', { command: commandId(), conversation: open.id, tab, to })),
  );
  if (moved) events.say(() => t('tabs.moved', { n: to + 1, of: open.tabs.length }));
}

/** One place to the left or to the right. */
export function shiftTab(tab: string, step: number): void {
  const at = chat.open?.tabs.findIndex((each) => each.id === tab) ?? -1;
  if (at >= 0) void moveTab(tab, at + step);
}

/** Names a tab; blank is its model again. */
export async function renameTab(tab: string, name: string): Promise<void> {
  const open = chat.open;
  if (open)
    await attempt(async () =>
      chat.draw(await call('rename_tab', { command: commandId(), conversation: open.id, tab, name })),
    );
}

/** A copy of a tab, behind it. */
export async function duplicateTab(tab: string): Promise<void> {
  await opens((open) => call('duplicate_tab', { command: commandId(), conversation: open.id, tab }));
}

/** The tab closed last stands again where it stood. */
export async function reopenTab(): Promise<void> {
  const closed = chat.open?.closedTabs ?? 0;
  if (closed > 0) await opens((open) => call('reopen_tab', { command: commandId(), conversation: open.id }));
}

/** Does what opens a tab, and shows it. */
async function opens(act: (open: OpenConversation) => Promise<ConversationView>): Promise<void> {
  const open = chat.open;
  if (!open || !hasRoom(open)) return;
  await attempt(async () => {
    const view = await act(open);
    chat.draw(view);
    if (view.selected) chat.select(view.selected);
  });
}

/** The tab whose prompts one without a history can replay: the one with the most. `null` when nothing was asked yet. */
export function replayable(open: OpenConversation, tab: LiveTab): LiveTab | null {
  if (tab.entries.length > 0) return null;
  const longest = open.tabs.reduce<LiveTab | null>(
    (best, each) => (each.entries.length > (best?.entries.length ?? 0) ? each : best),
    null,
  );
  return longest;
}

/** Has a tab that came later answer the earlier prompts, one after the other. */
export async function replay(tab: string, like: string): Promise<void> {
  const open = chat.open;
  if (open)
    await attempt(async () =>
      chat.draw(await call('replay_tab', { command: commandId(), conversation: open.id, tab, like })),
    );
}

/** Stops what runs and waits in a tab. */
export async function stopTab(tab: string): Promise<void> {
  const open = chat.open;
  if (open) await attempt(() => call('stop_tab', { conversation: open.id, tab }));
}
