// Sends the composer's text and files, asking first where there is something to know.

import { attachments, isImage } from '../attachments/attachments.svelte';
import { budgets } from '../budgets/caps.svelte';
import { chat } from '../conversation/chat.svelte';
import type { OpenConversation } from '../conversation/conversation.svelte';
import { list } from '../conversation/list.svelte';
import { allSaved } from '../conversation/saving';
import { looksSecret } from '../conversation/secrets';
import { call, commandId, failureOf } from '../ipc';
import type { Attachment, Sent } from '../ipc/bindings';
import { failureSentence } from '../shared/failure';
import { composer } from './draft.svelte';
import type { Confirmed } from './confirmSend';

/** Sends to these tabs. `agreed`: the person was asked already. */
export async function send(tabs: string[], agreed: Confirmed | null = null): Promise<void> {
  const open = chat.open;
  if (!open || tabs.length === 0 || !composer.ready) return;
  await allSaved();
  const confirmed = agreed ?? (await confirm(open, tabs));
  if (confirmed === null || chat.open !== open || !composer.ready) return;
  const [prompt, files] = [composer.take(), attachments.take()];
  try {
    show(open, await request(open, { prompt, tabs, files, confirmed }));
  } catch (error) {
    const asks = looksSecret(error);
    composer.giveBack(prompt, asks ? null : failureSentence(failureOf(error)));
    if (chat.open === open) attachments.giveBack(files);
    if (!asks) return;
    const { confirmSecret } = await import('../conversation/confirmSecret');
    if (await confirmSecret({ conversation: open.id, prompt, files })) await send(tabs, { ...confirmed, secret: true });
  }
}

/** What the person agrees to before it is sent; `null` when they backed out. Most sends have nothing to ask about. */
async function confirm(open: OpenConversation, tabs: string[]): Promise<Confirmed | null> {
  if (!attachments.files.some(isImage) && !(await budgets.warns())) return { withoutImages: [], secret: false };
  const { confirmSend } = await import('./confirmSend');
  const targets = open.tabs.filter((tab) => tabs.includes(tab.id));
  return confirmSend({ conversation: open.id, prompt: composer.text, files: attachments.files, tabs: targets });
}

type Outgoing = { prompt: string; tabs: string[]; files: readonly Attachment[]; confirmed: Confirmed };

function request(open: OpenConversation, { prompt, tabs, files, confirmed }: Outgoing): Promise<Sent> {
  const picked = { files: files.map((file) => file.hash), unseen_by: confirmed.withoutImages };
  return call('send', {
    command: commandId(),
    conversation: open.id,
    prompt,
    tabs,
    confirmed: confirmed.secret,
    ...(files.length > 0 && { picked }),
  });
}

function show(open: OpenConversation, sent: Sent): void {
  open.put(sent.entries);
  open.turn = null;
  open.title = sent.row.title;
  list.put(sent.row);
  chat.started(sent.entries.map(({ entry }) => entry.answer.id));
}
