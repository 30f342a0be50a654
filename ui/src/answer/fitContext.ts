// What can be done when a conversation exceeds a model's context: send fewer earlier turns, or summarise in a new chat.

import { attempt } from '../shared/attempt';
import { call, commandId } from '../ipc';
import { t } from '../shared/t';
import type { LiveAnswer } from '../conversation/answer.svelte';
import { chat } from '../conversation/chat.svelte';
import type { LiveTab } from '../conversation/conversation.svelte';
import { list } from '../conversation/list.svelte';
import { toasts } from '../shared/currentToast.svelte';

/** Whether the failed request of a tab's newest answer carried earlier turns: without any there is nothing to leave
 *  out. */
export function carriesEarlier(answer: LiveAnswer, tab: LiveTab): boolean {
  const earlier = tab.entries.filter((entry) => entry.answer !== answer && entry.answer.says).length;
  return earlier > answer.earlierLeftOut;
}

/** Sends as many of the latest turns as should fit, from now on, and retries the answer. */
export async function fitContext(answer: string): Promise<void> {
  await attempt(async () => {
    const view = await call('fit_context', { command: commandId(), answer });
    chat.draw(view);
    const turns = view.context.kind === 'last' ? view.context.turns : 0;
    toasts.show(turns > 0 ? t('tooLong.trimmed', { count: turns }) : t('tooLong.trimmedNone'));
  });
}

/** Continues in a new chat from a summary of this one. */
export async function summarise(answer: string): Promise<void> {
  const open = chat.open;
  if (!open) return;
  await chat.leave();
  await attempt(async () => {
    const { title } = open;
    chat.draw(
      await call('summarise', {
        command: commandId(),
        answer,
        title: t('tooLong.title', { title }),
        prompt: t('tooLong.prompt', { title }),
      }),
    );
    await list.read();
    toasts.show(t('tooLong.summarised'));
  });
}
