// How columns are read: scrolled together or not, one alone or all of them.

import { chat } from '../conversation/chat.svelte';
import { call } from '../ipc';
import type { ColumnsLayout } from '../ipc/bindings';
import { events } from '../shared/announce.svelte';
import { attempt } from '../shared/attempt';
import { t } from '../shared/t';

/** Changes how columns are read, from now on in this conversation. */
function setColumns(change: Partial<ColumnsLayout>): void {
  const open = chat.open;
  if (!open) return;
  open.columns = { ...open.columns, ...change };
  void attempt(() => call('set_columns', { conversation: open.id, columns: open.columns }));
}

/** Sets whether columns scroll together. False where no columns are shown. */
export function linkScroll(linked: boolean): boolean {
  if (chat.open?.layout !== 'columns') return false;
  setColumns({ linked });
  events.say(t(linked ? 'columns.linkedOn' : 'columns.linkedOff'));
  return true;
}

/** Gives a column the window to itself, or shares it again. */
export function readAlone(tab: string, alone: boolean): void {
  chat.select(tab, chat.open?.turn ?? null);
  setColumns({ alone });
}
