// What is to be known before pictures go to a model that cannot see.

import type { Attachment } from '../ipc/bindings';
import type { LiveTab } from '../conversation/conversation.svelte';
import type { Point } from '../shared/dialogs.svelte';
import { t } from '../shared/t';
import { attachments, isPicture } from './attachments.svelte';

/** What is said of the tabs whose models cannot see, and who they are; `null` where no picture goes to one. */
export async function blindTo(
  files: readonly Attachment[],
  tabs: LiveTab[],
): Promise<{ point: Point; tabs: string[] } | null> {
  if (!files.some(isPicture)) return null;
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
