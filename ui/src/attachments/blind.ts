// The question before images are sent to models that can't see them.

import type { Attachment } from '../ipc/bindings';
import type { LiveTab } from '../conversation/conversation.svelte';
import type { Point } from '../shared/dialogs.svelte';
import { t } from '../shared/t';
import { attachments, isImage } from './attachments.svelte';

/** Returns the tabs whose models can't see images, and what to say about them; `null` where no image is sent to one. */
export async function blindTo(
  files: readonly Attachment[],
  tabs: LiveTab[],
): Promise<{ point: Point; tabs: string[] } | null> {
  if (!files.some(isImage)) return null;
  await attachments.look(tabs);
  const blind = tabs.filter((tab) => attachments.sees(tab) === false);
  const [first] = blind;
  if (!first) return null;
  const models = new Intl.ListFormat('en').format(new Set(blind.map((tab) => tab.model)));
  const point = {
    title:
      blind.length === 1
        ? t('attach.blind.one', { model: first.model })
        : t('attach.blind.many', { count: blind.length }),
    text: t('attach.blind.text', { models }),
    choice: { label: t('attach.blind.leaveOut', { models }), on: true },
  };
  return { point, tabs: blind.map((tab) => tab.id) };
}
