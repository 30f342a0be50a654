// Adds files that are pasted, dropped or picked. Pasted text that is too long becomes a file too.

import { chat } from '../conversation/chat.svelte';
import { attachments } from './attachments.svelte';

/** Pasted text longer than this becomes a file, characters. */
export const LONG_PASTE = 4000;

/** Adds files to the chat shown; without one a new chat is made for them. */
export async function addFiles(files: Iterable<File>): Promise<void> {
  const given = [...files];
  if (given.length === 0) return;
  if (chat.open === null) await chat.create([]);
  await attachments.add(given);
}

/** Handles pasted files and long text; the text field handles anything else. */
export function pasted(event: ClipboardEvent): void {
  const data = event.clipboardData;
  if (data === null) return;
  const text = data.getData('text/plain');
  // Programs that copy text also as an image mean the text.
  if (text === '' && data.files.length > 0) {
    event.preventDefault();
    void addFiles(data.files);
  } else if (text === '') {
    void attachments.pasteImage();
  } else if (text.length > LONG_PASTE) {
    event.preventDefault();
    void addPaste(text);
  }
}

async function addPaste(text: string): Promise<void> {
  if (chat.open === null) await chat.create([]);
  await attachments.paste(text);
}

/** Accepts files dragged anywhere over the window. */
export function dragged(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
  attachments.over = true;
}

export function dragLeft(event: DragEvent): void {
  if (event.relatedTarget === null) attachments.over = false;
}

export function dropped(event: DragEvent): void {
  attachments.over = false;
  const files = event.dataTransfer?.files;
  if (!files || files.length === 0) return;
  event.preventDefault();
  void addFiles(files);
}
