// What the person does with an answer: each action is one command, and its reply is put into the conversation shown.

import { call, commandId } from '../ipc';
import type { TabEntry } from '../ipc/bindings';
import { attempt } from '../shared/attempt';
import { t } from '../shared/t';
import { toasts } from '../shared/currentToast.svelte';
import type { LiveAnswer } from './answer.svelte';
import { chat } from './chat.svelte';
import { allSaved } from './saving';

/** Retries an answer that failed, or regenerates the newest of its tab. */
export async function retryAnswer(answer: string): Promise<void> {
  await rerun(async () => [await call('retry', { command: commandId(), answer })]);
}

/** Asks for the rest of an answer that was cut short. */
export async function continueAnswer(answer: string): Promise<void> {
  await rerun(async () => [await call('continue_answer', { command: commandId(), answer })]);
}

/** Retries the newest answer of every tab where it failed. */
export async function retryFailed(): Promise<void> {
  const conversation = chat.open?.id;
  if (conversation === undefined) return;
  await rerun(() => call('retry_failed', { command: commandId(), conversation }));
}

/** Sends requests once more, after everything that was set is saved, and shows that they run. */
async function rerun(request: () => Promise<TabEntry[]>): Promise<void> {
  const open = chat.open;
  await allSaved();
  await attempt(async () => {
    const entries = await request();
    open?.put(entries);
    chat.started(entries.map(({ entry }) => entry.answer.id));
  });
}

/** Ends the wait of an answer that will be retried by itself. */
export async function retryNow(answer: LiveAnswer): Promise<void> {
  const retry = answer.retry;
  if (retry) await attempt(() => call('retry_now', { answer: answer.id, attempt: retry.attempt }));
}

/** Marks an answer as the best of its turn, or takes that back; the one that was loses it. */
export async function markBest(answer: string): Promise<void> {
  const open = chat.open;
  if (!open) return;
  const best = !open.best.has(answer);
  await attempt(async () => {
    open.best = new Set(await call('mark_best', { command: commandId(), answer, best }));
  });
}

export async function stopAnswer(answer: string): Promise<void> {
  await attempt(() => call('stop', { answer }));
}

/** Stops everything that runs in the chat shown. */
export async function stopAll(): Promise<void> {
  const open = chat.open;
  if (open) await attempt(() => call('stop_all', { conversation: open.id }));
}

/** Copies an answer as Markdown. True when it is on the clipboard. */
export async function copyAnswer(answer: string): Promise<boolean> {
  const copied = await attempt(() => call('copy_answer', { answer }));
  if (copied) toasts.show(t('toast.answerCopied'));
  return copied;
}
