// What the person does to tabs, as in a browser: moves, renames, duplicates and reopens them.

import { hasRoom } from '../conversation/start';
import { attempt } from '../shared/attempt';
import { call, commandId } from '../ipc';
import type { ConversationView } from '../ipc/bindings';
import { t } from '../shared/t';
import { events } from '../shared/announce.svelte';
import { chat } from '../conversation/chat.svelte';
import type { LiveTab, OpenConversation } from '../conversation/conversation.svelte';

/** Moves a tab to a position in the strip, from 0, and announces it. */
export async function moveTab(tab: string, to: number): Promise<void> {
  const open = chat.open;
  const from = open?.tabs.findIndex((each) => each.id === tab) ?? -1;
  if (!open || from < 0 || from === to || to < 0 || to >= open.tabs.length) return;
  const moved = await attempt(async () =>
    open.arrange(await call('move_tab', { command: commandId(), conversation: open.id, tab, to })),
  );
  if (moved) events.say(() => t('tabs.moved', { n: to + 1, of: open.tabs.length }));
}

/** Moves a tab one place to the left or right. */
export function shiftTab(tab: string, step: number): void {
  const at = chat.open?.tabs.findIndex((each) => each.id === tab) ?? -1;
  if (at >= 0) void moveTab(tab, at + step);
}

/** Renames a tab; an empty name is its model's. */
export async function renameTab(tab: string, name: string): Promise<void> {
  const open = chat.open;
  if (open)
    await attempt(async () =>
      open.arrange(await call('rename_tab', { command: commandId(), conversation: open.id, tab, name })),
    );
}

/** Duplicates a tab, after it. */
export async function duplicateTab(tab: string): Promise<void> {
  await opens((open) => call('duplicate_tab', { command: commandId(), conversation: open.id, tab }));
}

/** Reopens the tab closed last, where it was. */
export async function reopenTab(): Promise<void> {
  const closed = chat.open?.closedTabs ?? 0;
  if (closed > 0) await opens((open) => call('reopen_tab', { command: commandId(), conversation: open.id }));
}

/** Runs a command that opens a tab, and selects it. */
async function opens(act: (open: OpenConversation) => Promise<ConversationView>): Promise<void> {
  const open = chat.open;
  if (!open || !hasRoom(open)) return;
  await attempt(async () => {
    const view = await act(open);
    chat.draw(view);
    if (view.selected) chat.select(view.selected);
  });
}

/** Returns the tab whose prompts a tab without history can replay: the longest. `null` when there is none. */
export function replayable(open: OpenConversation, tab: LiveTab): LiveTab | null {
  if (tab.entries.length > 0) return null;
  const longest = open.tabs.reduce<LiveTab | null>(
    (best, each) => (each.entries.length > (best?.entries.length ?? 0) ? each : best),
    null,
  );
  return longest;
}

/** Makes a tab added later answer the earlier prompts, one after the other. */
export async function replay(tab: string, like: string): Promise<void> {
  const open = chat.open;
  if (open)
    await attempt(async () =>
      chat.draw(await call('replay_tab', { command: commandId(), conversation: open.id, tab, like })),
    );
}

/** Stops what runs and what is queued in a tab. */
export async function stopTab(tab: string): Promise<void> {
  const open = chat.open;
  if (open) await attempt(() => call('stop_tab', { conversation: open.id, tab }));
}
