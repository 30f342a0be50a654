// Sends a prompt that Rust refuses while it looks like a secret once more, after the person confirmed it.

import { failureOf } from '../ipc';

/** Whether this is why a prompt was refused. */
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
    const { confirmSecret } = await import('./confirmSecret');
    return (await confirmSecret({ conversation, prompt, files: [] })) ? send(true) : null;
  }
}
