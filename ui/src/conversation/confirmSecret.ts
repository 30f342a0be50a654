// Asks before a prompt is sent that looks as if it held a secret: which kind, in which file, on which line, and only as
// much of it as its owner needs to recognise it. Rust decides what looks like one, and takes it only confirmed.

import { call } from '../ipc';
import type { Attachment, SuspectView } from '../ipc/bindings';
import { dialogs, type Point } from '../shared/dialogs.svelte';
import { type Key, t } from '../shared/t';

/** The prompt in question, and what goes with it. */
export type Suspected = { conversation: string; prompt: string; files: readonly Attachment[] };

/** More than this are counted, not listed. */
const LISTED = 4;

/** Whether something that looks like a secret may be sent. */
export async function confirmSecret(prompt: Suspected): Promise<boolean> {
  const secret = await secretIn(prompt);
  return secret !== null && (await askAbout([secret])) !== null;
}

/** What looks like a secret in a prompt or its files, in words; `null` when nothing does. */
export async function secretIn({ conversation, prompt, files }: Suspected): Promise<Point | null> {
  const found = await call('suspects', { conversation, prompt, files: files.map(({ hash }) => hash) }).catch(() => []);
  return found.length > 0 ? secretWords(found) : null;
}

/** Asks one question about several points; the choice at each, or `null` when the person backed out. */
export async function askAbout(points: Point[]): Promise<boolean[] | null> {
  const [only] = points;
  const acts = { action: t('before.act'), back: t('before.back'), danger: false };
  if (only && points.length === 1) {
    const reply = await dialogs.ask({ ...only, ...acts });
    return reply && [reply.choice];
  }
  const reply = await dialogs.ask({ title: t('before.title', { count: points.length }), text: '', points, ...acts });
  return reply && reply.choices;
}

/** The sentences for what looks like a secret. */
export function secretWords(found: SuspectView[]): Point {
  const listed = found.slice(0, LISTED).map(secretWord);
  if (found.length > LISTED) listed.push(t('suspect.more', { count: found.length - LISTED }));
  return {
    title: t('suspect.title', { count: found.length }),
    text: t('suspect.text', { what: `${listed.join('; ')}.`, where: t('suspect.where') }),
  };
}

function secretWord({ file, kind, line, shown }: SuspectView, at: number): string {
  const found = t(`suspect.${kind}` as Key, { line, shown });
  // A file's name begins as it is written.
  if (file !== null) return t('suspect.inFile', { file: file || t('suspect.pasted'), found });
  return at === 0 ? `${found.charAt(0).toUpperCase()}${found.slice(1)}` : found;
}
