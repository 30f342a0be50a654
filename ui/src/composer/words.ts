// The words of the composer: its placeholder, and why the send button waits.

import { t } from '../shared/t';

/** What the empty text field says, for so many tabs. */
export function placeholderFor(tabs: number): string {
  if (tabs === 0) return t('composer.placeholderNone');
  return tabs === 2 ? t('composer.placeholderBoth') : t('composer.placeholder', { count: tabs });
}

/** What the send button depends on. `busy`: recipients that still answer; they take the prompt when they are done. */
export type SendState = { tabs: number; recipients: number; ready: boolean; reading: boolean; busy: number };

/** Why the prompt cannot be sent, or will wait; `undefined` when it is sent at once. */
export function whyNotYet({ tabs, recipients, ready, reading, busy }: SendState): string | undefined {
  if (tabs === 0) return t('composer.whyNoModels');
  if (recipients === 0) return t('composer.whyNoTabs');
  if (!ready) return t(reading ? 'attach.whyReading' : 'composer.whyNoText');
  return busy > 0 ? t('composer.waits', { count: busy }) : undefined;
}
