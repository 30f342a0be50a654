// Everything a person is to know before a prompt goes out, asked in one question. Rust decides and enforces; this asks.

import { blindTo } from '../attachments/blind';
import { call } from '../ipc';
import type { Attachment } from '../ipc/bindings';
import { suspectWords } from '../conversation/secretWords';
import { t } from '../shared/t';
import { budgets } from '../budgets/budgets.svelte';
import type { LiveTab } from '../conversation/conversation.svelte';
import { dialogs, type Point } from '../shared/dialogs.svelte';

/** What is about to be sent. */
export type Sending = { conversation: string; prompt: string; files: readonly Attachment[]; tabs: LiveTab[] };

/** What the person agreed to: who gets the prompt without its pictures, and whether it may look like a secret. */
export type Consent = { spared: string[]; confirmed: boolean };

/** Nothing to be asked about. */
export const AS_IT_IS: Consent = { spared: [], confirmed: false };

/** Asks, where there is something to know; `null` when the person backed out. */
export async function consentTo(sending: Sending): Promise<Consent | null> {
  const { conversation, prompt, files, tabs } = sending;
  const [blind, dear] = await Promise.all([
    blindTo(files, tabs),
    budgets.warning(
      conversation,
      prompt,
      tabs.map(({ id }) => id),
    ),
  ]);
  // With nothing else to ask about, Rust says whether this looks like a secret.
  if (blind === null && dear === null) return AS_IT_IS;
  const secret = await secretIn(sending);
  const choices = await ask([blind?.point ?? null, dear, secret].filter((point) => point !== null));
  if (choices === null) return null;
  return { spared: blind && choices[0] ? blind.tabs : [], confirmed: secret !== null };
}

/** Whether something that looks like a secret may go out. */
export async function mayGoOut(sending: Omit<Sending, 'tabs'>): Promise<boolean> {
  const secret = await secretIn(sending);
  return secret !== null && (await ask([secret])) !== null;
}

async function secretIn({ conversation, prompt, files }: Omit<Sending, 'tabs'>): Promise<Point | null> {
  const found = await call('suspects', { conversation, prompt, files: files.map(({ hash }) => hash) }).catch(() => []);
  return found.length > 0 ? suspectWords(found) : null;
}

/** One question about all of it; the choice at each point, or `null` when the person backed out. */
async function ask(points: Point[]): Promise<boolean[] | null> {
  const [only] = points;
  const acts = { action: t('before.act'), back: t('before.back'), danger: false };
  if (only && points.length === 1) {
    const reply = await dialogs.ask({ ...only, ...acts });
    return reply && [reply.choice];
  }
  const reply = await dialogs.ask({ title: t('before.title', { count: points.length }), text: '', points, ...acts });
  return reply && reply.choices;
}
