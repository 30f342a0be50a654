// What looks like a secret, in words: which kind, in which file, on which line, and only as much of it as its owner needs
// to know it.

import type { SuspectView } from '../ipc/bindings';
import type { Point } from '../shared/dialogs.svelte';
import { t, type Key } from '../shared/t';

/** More than this are counted, not listed. */
const LISTED = 4;

export function suspectWords(found: SuspectView[]): Point {
  const listed = found.slice(0, LISTED).map(suspect);
  if (found.length > LISTED) listed.push(t('suspect.more', { count: found.length - LISTED }));
  return {
    title: t('suspect.title', { count: found.length }),
    text: t('suspect.text', { what: `${listed.join('; ')}.`, where: t('suspect.where') }),
  };
}

function suspect({ file, kind, line, shown }: SuspectView, at: number): string {
  const found = t(`suspect.${kind}` as Key, { line, shown });
  // A file's name begins as it is written.
  if (file !== null) return t('suspect.inFile', { file: file || t('suspect.pasted'), found });
  return at === 0 ? `${found.charAt(0).toUpperCase()}${found.slice(1)}` : found;
}
