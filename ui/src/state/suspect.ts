// Asks before a prompt goes out that looks as if it held a secret. Rust decides what does, and takes it only confirmed.

import { call, failureOf } from '../ipc';
import { suspectWords } from '../words/suspect';
import { dialogs } from './dialogs.svelte';

/** Whether this is why a prompt was not taken. */
export function looksSecret(error: unknown): boolean {
  return failureOf(error).details.reason === 'looks_secret';
}

/** Whether the person wants it sent all the same. */
export async function mayGoOut(prompt: string): Promise<boolean> {
  const found = await call('suspects', { prompt }).catch(() => []);
  return found.length > 0 && (await dialogs.ask(suspectWords(found))) !== null;
}

/** Sends; where that is refused for what looks like a secret, once more when the person wants it. `null` when not. */
export async function unlessSecret<T>(prompt: string, send: (confirmed: boolean) => Promise<T>): Promise<T | null> {
  try {
    return await send(false);
  } catch (error) {
    if (!looksSecret(error)) throw error;
    return (await mayGoOut(prompt)) ? send(true) : null;
  }
}
