// Closes a tab, and offers to take that back.

import { tick } from 'svelte';
import { chat } from '../conversation/chat.svelte';
import { placeOf } from '../conversation/names';
import { focusOn } from '../shared/focus';
import { t } from '../shared/t';
import { toasts } from '../shared/currentToast.svelte';
import { reopenTab } from './tabs.svelte';

/** Closes a tab. The focus goes to its right neighbour, else to its left one, else to the composer. */
export async function closeTab(id: string): Promise<void> {
  const tabs = chat.open?.tabs ?? [];
  const at = tabs.findIndex((tab) => tab.id === id);
  const [conversation, tab, next] = [chat.open?.id, tabs[at], tabs[at + 1] ?? tabs[at - 1]];
  const name = tab && placeOf(tab);
  if (!conversation || !name || !(await chat.closeTab(id))) return;
  toasts.offer(t('tabs.closed', { name }), {
    label: t('common.undo'),
    hint: t('tabs.reopenKeys'),
    act: () => void takeBack(conversation),
  });
  await tick();
  if (next) focusOn('tab', next.id);
  else focusOn('composer');
}

/** Reopens the tab closed last in a conversation, and moves the focus to it. */
async function takeBack(conversation: string): Promise<void> {
  await chat.openConversation(conversation);
  await reopenTab();
  await tick();
  const tab = chat.open?.tab;
  if (tab) focusOn('tab', tab.id);
}
