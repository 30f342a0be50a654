// The window is about to close: what was typed and where the reader was goes to Rust, then the window may go.

import { call, onClosing } from '../ipc';
import { flushScroll } from '../answer/follow.svelte';
import { composer } from '../composer/draft.svelte';

/** Hears the window's close button. */
export async function listenForClosing(): Promise<void> {
  await onClosing(() => void handOver());
}

async function handOver(): Promise<void> {
  await Promise.allSettled([composer.flush(), flushScroll()]);
  await call('leave').catch(() => {});
}
