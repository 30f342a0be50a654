// What the person reads at the moment: which turn of the selected tab, and the step to another one.

import { events } from '../shared/announce.svelte';
import { t } from '../shared/t';
import { chat } from './chat.svelte';
import type { LiveEntry, OpenConversation } from './conversation.svelte';

/** The turn being read: the one looked at where the view is paged, else the newest. */
export function readEntry(): LiveEntry | undefined {
  const open = chat.open;
  const entries = open?.tab?.entries;
  return open?.paged ? entries?.[open.at] : entries?.at(-1);
}

/** Shows the turn before or after in all tabs, and announces which. */
export function turnPage(open: OpenConversation, step: 1 | -1): void {
  if (open.stepTurn(step)) events.say(() => t('columns.turn', { n: open.at + 1, of: open.shared.length }));
}
