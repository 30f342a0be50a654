// The send button's words: it names the model, or counts them.

import type { LiveTab } from '../state/conversation.svelte';
import { t } from './t';

export function sendWords(targets: Pick<LiveTab, 'model'>[]): string {
  const only = targets.length === 1 ? targets[0] : undefined;
  if (only && only.model.length <= 28) return t('composer.sendTo', { model: only.model });
  return targets.length === 0 ? t('composer.send') : t('composer.sendMany', { count: targets.length });
}
