// The draft's attachments: stored in Rust as soon as they are added, attached to the next prompt.

import { chat } from '../conversation/chat.svelte';
import { attach, call, commandId, failureOf } from '../ipc';
import type { Attachment, ModelRef } from '../ipc/bindings';
import { failureSentence } from '../shared/failure';
import { t } from '../shared/t';

/** The largest file read, bytes; Rust refuses more. */
const MAX_FILE = 20 * 1024 * 1024;

/** A file that is being read, or couldn't be attached. */
export type Waiting = { id: number; name: string; why: string | null };

class Attachments {
  /** Attached to the next prompt. */
  files = $state.raw<readonly Attachment[]>([]);
  waiting = $state.raw<readonly Waiting[]>([]);
  /** Whether files are being dragged over the window. */
  over = $state(false);
  reading = $derived(this.waiting.some((file) => file.why === null));
  any = $derived(this.files.length > 0 || this.waiting.length > 0);
  #sight = $state.raw<ReadonlyMap<string, boolean | null>>(new Map());
  #conversation: string | null = null;
  #last = 0;

  /** Another conversation is shown, with the files of its draft. */
  begin(conversation: string | null, files: readonly Attachment[]): void {
    this.#conversation = conversation;
    this.files = files;
    this.waiting = [];
  }

  /** Adds files one after another; those that can't be attached say why. */
  async add(files: Iterable<File>): Promise<void> {
    const given = [...files].map((file) => ({ file, id: ++this.#last }));
    this.waiting = [...this.waiting, ...given.map(({ file, id }) => ({ id, name: file.name, why: null }))];
    for (const { file, id } of given) {
      await this.#take(id, async () => {
        if (file.size > MAX_FILE) throw tooLarge();
        return { name: file.name, bytes: await file.arrayBuffer() };
      });
    }
  }

  /** Adds a text too long for the composer. */
  async paste(text: string): Promise<void> {
    const id = ++this.#last;
    this.waiting = [...this.waiting, { id, name: t('attach.pasted'), why: null }];
    await this.#take(id, async () => ({ name: null, bytes: new TextEncoder().encode(text).buffer }));
  }

  async #take(id: number, read: () => Promise<{ name: string | null; bytes: ArrayBuffer }>): Promise<void> {
    const conversation = this.#conversation;
    if (conversation === null) return this.dismiss(id);
    try {
      const { name, bytes } = await read();
      this.#put(conversation, await attach({ command: commandId(), conversation, name, bytes }));
      this.dismiss(id);
    } catch (error) {
      const why = failureSentence(failureOf(error));
      this.waiting = this.waiting.map((file) => (file.id === id ? { ...file, why } : file));
    }
  }

  /** Adds the image on the clipboard, if there is one: WebKitGTK's paste event has none. */
  async pasteImage(): Promise<void> {
    const conversation = this.#conversation;
    if (conversation === null) return;
    try {
      const file = await call('paste_picture', { command: commandId(), conversation });
      if (file !== null) this.#put(conversation, file);
    } catch (error) {
      const why = failureSentence(failureOf(error));
      this.waiting = [...this.waiting, { id: ++this.#last, name: t('attach.picture'), why }];
    }
  }

  #put(conversation: string, file: Attachment): void {
    if (this.#conversation !== conversation || this.files.some((held) => held.hash === file.hash)) return;
    this.files = [...this.files, file];
  }

  /** Removes a file that couldn't be attached. */
  dismiss(id: number): void {
    this.waiting = this.waiting.filter((file) => file.id !== id);
  }

  async remove(hash: string): Promise<void> {
    const conversation = this.#conversation;
    if (conversation === null) return;
    this.files = this.files.filter((file) => file.hash !== hash);
    await call('detach', { conversation, hash }).catch(() => {});
  }

  /** Returns the text of a file and detaches it. */
  async toText(hash: string): Promise<string> {
    const conversation = this.#conversation;
    if (conversation === null) return '';
    const text = await call('attachment_text', { conversation, hash });
    await this.remove(hash);
    return text;
  }

  /** Returns the files for sending and clears them. */
  take(): readonly Attachment[] {
    const files = this.files;
    this.files = [];
    return files;
  }

  /** Restores files that were not sent. */
  giveBack(files: readonly Attachment[]): void {
    this.files = [...files, ...this.files];
  }

  /** Whether a model can see images; `null` where unknown, `undefined` until loaded. */
  sees(model: ModelRef): boolean | null | undefined {
    return this.#sight.get(key(model));
  }

  /** Loads which models can see images. */
  async look(models: ModelRef[]): Promise<void> {
    const refs = models.map(({ endpoint, model }) => ({ endpoint, model }));
    const sight = await call('can_see', { models: refs }).catch(() => []);
    this.#sight = new Map([...this.#sight, ...refs.map((ref, at) => [key(ref), sight[at] ?? null] as const)]);
  }
}

const key = (ref: ModelRef): string => `${ref.endpoint} ${ref.model}`;

export const isImage = (file: Attachment): boolean => file.kind.kind === 'image';

function tooLarge(): unknown {
  const details = { field: 'attachment', reason: 'attach_too_large', limit: String(MAX_FILE / 1024 / 1024) };
  return {
    code: 'bad_request',
    status: null,
    provider_message: null,
    request_id: null,
    retry_after_ms: null,
    retryable: false,
    details,
  };
}

export const attachments = new Attachments();

chat.listen({ opened: (view) => attachments.begin(view?.id ?? null, view?.attachments ?? []) });
