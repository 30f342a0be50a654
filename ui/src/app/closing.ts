// Saves the draft and the scroll position before the window closes.

import { call, onClosing } from '../ipc';
import { flushScroll } from '../answer/follow.svelte';
import { composer } from '../composer/draft.svelte';

/** Listens for the window's close button. */
export async function listenForClosing(): Promise<void> {
  await onClosing(() => void handOver());
}

async function handOver(): Promise<void> {
  await Promise.allSettled([composer.flush(), flushScroll()]);
  await call('leave').catch(() => {});
}
