// What looks like a secret, in words: which kind, on which line, and only as much of it as its owner needs to know it.

import type { SuspectView } from '../ipc/bindings';
import type { Question } from '../state/dialogs.svelte';
import { t, type Key } from './t';

/** More than this are counted, not listed. */
const LISTED = 4;

export function suspectWords(found: SuspectView[]): Question {
  const listed = found.slice(0, LISTED).map(({ kind, line, shown }) => t(`suspect.${kind}` as Key, { line, shown }));
  if (found.length > LISTED) listed.push(t('suspect.more', { count: found.length - LISTED }));
  const what = listed.join('; ');
  return {
    title: t('suspect.title', { count: found.length }),
    text: t('suspect.text', { what: `${what.charAt(0).toUpperCase()}${what.slice(1)}.`, where: t('suspect.where') }),
    action: t('suspect.act'),
    danger: false,
  };
}
