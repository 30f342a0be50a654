// The question before pictures go to a model that cannot see.

import type { Attachment } from '../ipc/bindings';
import type { LiveTab } from '../state/conversation.svelte';
import { dialogs } from '../state/dialogs.svelte';
import { t } from '../words/t';
import { attachments, isPicture } from './attachments.svelte';

/** The tabs whose requests leave the pictures out; `null` when the person backed out. */
export async function whoIsSpared(files: readonly Attachment[], tabs: LiveTab[]): Promise<string[] | null> {
  if (!files.some(isPicture)) return [];
  await attachments.look(tabs);
  const blind = tabs.filter((tab) => attachments.sees(tab) === false);
  const [first] = blind;
  if (!first) return [];
  const models = new Intl.ListFormat('en').format(new Set(blind.map((tab) => tab.model)));
  const reply = await dialogs.ask({
    title: blind.length === 1 ? t('attach.blind.one', { model: first.model }) : t('attach.blind.many', { count: blind.length }),
    text: t('attach.blind.text', { models }),
    action: t('attach.blind.send'),
    danger: false,
    choice: { label: t('attach.blind.leaveOut', { models }), on: true },
  });
  if (reply === null) return null;
  return reply.choice ? blind.map((tab) => tab.id) : [];
}
