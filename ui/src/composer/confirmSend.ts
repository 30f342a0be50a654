// One question with everything to confirm before a prompt is sent. Rust decides and enforces; this asks.

import { blindTo } from '../attachments/blind';
import { budgets } from '../budgets/caps.svelte';
import { askAbout, secretIn } from '../conversation/confirmSecret';
import type { LiveTab } from '../conversation/conversation.svelte';
import type { Attachment } from '../ipc/bindings';

/** What is about to be sent. */
export type Sending = { conversation: string; prompt: string; files: readonly Attachment[]; tabs: LiveTab[] };

/** What the person agreed to: which tabs get the prompt without its images, and whether it may hold a secret. */
export type Confirmed = { withoutImages: string[]; secret: boolean };

/** Asks, where there is something to know; `null` when the person backed out. */
export async function confirmSend(sending: Sending): Promise<Confirmed | null> {
  const { conversation, prompt, files, tabs } = sending;
  const ids = tabs.map(({ id }) => id);
  const [blind, dear] = await Promise.all([blindTo(files, tabs), budgets.warning(conversation, prompt, ids)]);
  // With nothing else to ask about, Rust says whether this looks like a secret.
  if (blind === null && dear === null) return { withoutImages: [], secret: false };
  const secret = await secretIn(sending);
  const choices = await askAbout([blind?.point ?? null, dear, secret].filter((point) => point !== null));
  if (choices === null) return null;
  return { withoutImages: blind && choices[0] ? blind.tabs : [], secret: secret !== null };
}
