// An attachment in words: its name, what it is, who can read it.

import type { Attachment } from '../ipc/bindings';
import type { LiveTab } from '../conversation/conversation.svelte';
import { bytes, count } from '../shared/format';
import { t } from '../shared/t';
import { attachments, isImage } from './attachments.svelte';

export const fileName = (file: Attachment): string => file.name || t('attach.pasted');

/** Returns the size, and how many tokens it takes. */
export function fileFacts(file: Attachment): string[] {
  const facts = [bytes(file.bytes), t('attach.tokens', { count: file.tokens, n: count(file.tokens) })];
  const { kind } = file;
  if (kind.kind === 'pdf') facts.unshift(t('attach.pages', { count: kind.pages }));
  if (kind.kind === 'image') {
    const size = t('attach.pixels', { width: kind.width, height: kind.height });
    if (kind.first_frame_only) facts.unshift(t('attach.firstFrame'));
    facts.unshift(kind.shrunk_from === null ? size : t('attach.shrunk', { size, from: count(kind.shrunk_from) }));
  }
  return facts;
}

/** “3 of 3 can read this”; unknown models aren't counted. Empty until loaded. */
export function fileReaders(file: Attachment, tabs: LiveTab[]): string {
  const sight = tabs.map((tab) => (isImage(file) ? attachments.sees(tab) : true));
  if (sight.includes(undefined)) return '';
  const able = sight.filter((sees) => sees === true).length;
  const unknown = sight.filter((sees) => sees === null).length;
  if (unknown === tabs.length) return t('attach.unknown');
  const words = t('attach.canRead', { n: able, of: tabs.length });
  return unknown === 0 ? words : t('attach.canReadUnknown', { words, count: unknown });
}

export const anyBlind = (file: Attachment, tabs: LiveTab[]): boolean =>
  isImage(file) && tabs.some((tab) => attachments.sees(tab) === false);
