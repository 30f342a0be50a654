// Runs a command for its effect, and says in a toast why it failed.

import { failureOf } from '../ipc';
import { failureSentence } from './failure';
import { toasts } from './currentToast.svelte';

/** Runs an action; shows its failure as a toast. True when it succeeded. */
export async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    toasts.show(failureSentence(failureOf(error)), 'alert');
    return false;
  }
}
