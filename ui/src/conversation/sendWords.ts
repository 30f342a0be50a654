// The send button's words: it names the model, or counts them.

import type { LiveTab } from './conversation.svelte';
import { nameOf } from './names';
import { t } from '../shared/t';

/** A longer name would leave the chips no room. */
const LONGEST = 28;

export function sendWords(targets: LiveTab[]): string {
  const only = targets.length === 1 ? targets[0] : undefined;
  if (only && nameOf(only).length <= LONGEST) return t('composer.sendTo', { model: nameOf(only) });
  return targets.length === 0 ? t('composer.send') : t('composer.sendMany', { count: targets.length });
}
