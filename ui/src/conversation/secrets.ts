// Sends an edited prompt; one that looks as if it held a secret only once the person wants it. Rust decides what does, and
// takes it only confirmed.

import { failureOf } from '../ipc';

/** Whether this is why a prompt was not taken. */
export function looksSecret(error: unknown): boolean {
  return failureOf(error).details.reason === 'looks_secret';
}

/** Sends; where that is refused for what looks like a secret, once more when the person wants it. `null` when not. */
export async function unlessSecret<T>(
  conversation: string,
  prompt: string,
  send: (confirmed: boolean) => Promise<T>,
): Promise<T | null> {
  try {
    return await send(false);
  } catch (error) {
    if (!looksSecret(error)) throw error;
    const { mayGoOut } = await import('../composer/confirmSend');
    return (await mayGoOut({ conversation, prompt, files: [] })) ? send(true) : null;
  }
}
