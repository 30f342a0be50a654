// What is said of one request beside its text.

import type { SentAttempt, SentHeader } from '../ipc/bindings';
import { bytes } from '../shared/format';
import { t } from '../shared/t';

type Exchange = SentAttempt['exchange'];

/** What a reader should know of the request as it is shown. */
export function requestNotes({ body, changes, proxy, secret_query: secrets }: Exchange['request']): string[] {
  const notes = [
    body.cut && t('sent.cut', { bytes: bytes(body.bytes) }),
    body.abbreviated > 0 && t('sent.abbreviated', { count: body.abbreviated }),
    changes.length > 0 && t('sent.changed', { changes: changes.join(t('common.comma')) }),
    proxy && t('sent.proxy', { proxy }),
    secrets.length > 0 && t('sent.secretQuery', { names: secrets.join(t('common.comma')) }),
  ];
  return notes.filter((note): note is string => typeof note === 'string' && note !== '');
}

/** How the reply ended: status, finish reason, failure. */
export function endingOf({ reply, failed }: Exchange, finish: string | null): string {
  const parts = [
    reply && String(reply.status),
    finish && t('sent.finish', { reason: finish }),
    failed && t('sent.failed', { reason: failed }),
  ];
  return parts.filter(Boolean).join(t('common.separator'));
}

/** Why there is no reply to show. */
export function noReply({ running, exchange }: SentAttempt): string {
  if (running) return t('sent.notYet');
  return exchange.stopped ? t('sent.stopped') : t('sent.noReply');
}

/** What came before the end of the reply that is shown; `null` where all of it is. */
export function omittedBefore(reply: Exchange['reply']): string | null {
  if (!reply || reply.bytes <= new TextEncoder().encode(reply.tail).length) return null;
  return reply.events > 0 ? t('sent.events', { count: reply.events }) : t('sent.bytes', { bytes: bytes(reply.bytes) });
}

/** A header's value, or what stands in the place of a secret. */
export function headerValue({ value }: SentHeader): string {
  if (value.kind === 'plain') return value.text;
  if (value.kind === 'secret') return t('sent.secret');
  return value.scheme ? t('sent.keyScheme', { scheme: value.scheme }) : t('sent.key');
}
