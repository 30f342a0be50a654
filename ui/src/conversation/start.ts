// The ways to begin: a new chat, more models, and how many tabs a chat takes.

import { app } from '../shared/app.svelte';
import { dialogs } from '../shared/dialogs.svelte';
import { focusOn } from '../shared/focus';
import { t } from '../shared/t';
import { toasts } from '../shared/currentToast.svelte';
import { chat } from './chat.svelte';
import type { OpenConversation } from './conversation.svelte';

/** Most tabs a conversation can have open. */
export const MOST_TABS = 24;

/** Whether so many more tabs can be opened; says so when not. */
export function hasRoom(open: OpenConversation, more = 1): boolean {
  if (open.tabs.length + more <= MOST_TABS) return true;
  toasts.show(t('tabs.full', { most: MOST_TABS }), 'alert');
  return false;
}

/** Opens a new chat with the models of the one shown; uses the one shown when it is empty. */
export async function newChat(): Promise<void> {
  app.toChat();
  if (chat.open && !chat.open.empty) await chat.create();
  if (!chat.open || chat.open.tabs.length === 0) dialogs.picker = 'choose';
  else requestAnimationFrame(() => focusOn('composer'));
}

/** Opens the picker for the chat shown. */
export function chooseModels(): void {
  app.toChat();
  if (chat.open && !hasRoom(chat.open)) return;
  dialogs.picker = chat.open && chat.open.tabs.length > 0 ? 'add' : 'choose';
}
