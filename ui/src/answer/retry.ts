// The words for an answer that waits to be retried: the seconds left, and what happens then.

import type { Retry } from '../ipc/bindings';
import { spokenSeconds, wholeSeconds } from '../shared/format';
import { t } from '../shared/t';
import { chargeOf } from '../shared/errorActions';

/** How often an answer is retried automatically. */
const RETRIES = 2;

/** “Rate limited · 18 s”; without seconds when none are left. */
export function retryHeading(retry: Retry, left: number): string {
  const title = label(retry);
  return left > 0 ? t('retry.heading', { title, time: wholeSeconds(left) }) : t('retry.headingNow', { title });
}

/** What happens when, and what it costs. */
export function retryText(retry: Retry, left: number, endpoint: string): string {
  const charge = chargeOf(retry.code);
  const values = {
    endpoint: endpoint || t('common.theEndpoint'),
    time: spokenSeconds(left),
    n: retry.attempt,
    of: RETRIES,
  };
  const next = left > 0 ? t('retry.text', values) : t('retry.textNow', values);
  return charge ? `${next} ${t(`charge.${charge}`)}` : next;
}

/** What a screen reader says when the wait begins. */
export function retrySpoken(model: string, retry: Retry, left: number): string {
  return t('announce.waits', { model, cause: label(retry), time: spokenSeconds(left) });
}

function label(retry: Retry): string {
  return t(`failed.${retry.code}`);
}
