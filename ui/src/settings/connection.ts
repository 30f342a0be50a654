// How one connection of the log ended, in words.

import type { ConnectionRow, ErrorCode } from '../ipc/bindings';
import en from '../../messages/en.json';
import { t } from '../shared/t';

export function outcomeWords(row: ConnectionRow): string {
  if (row.ms === null) return t('log.underway');
  if (nobodyThere(row)) return t('log.nobody');
  const code = row.outcome as ErrorCode;
  if (code in en.failed) return t(`failed.${code}`);
  return row.status === null ? t('log.fine') : String(row.status);
}

/** Whether a search for a server on this computer found none, which isn't a failure. */
export function nobodyThere(row: ConnectionRow): boolean {
  return row.purpose === 'local_servers' && row.outcome === 'connect';
}
