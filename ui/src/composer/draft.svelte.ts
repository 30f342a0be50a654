// The composer's text and recipients. The text is kept in Rust as the conversation's draft, never in the page's
// storage.

import type { ConversationView } from '../ipc/bindings';
import { chat } from '../conversation/chat.svelte';
import { attachments } from '../attachments/attachments.svelte';
import { call } from '../ipc';
import type { LiveTab } from '../conversation/conversation.svelte';

/** Typing pauses this long before the draft is saved, milliseconds. */
const SAVE_MS = 150;

class Composer {
  text = $state('');
  /** Tabs switched off: they do not get the prompt. */
  off = $state.raw<ReadonlySet<string>>(new Set());
  /** Why the last prompt was not sent. */
  failure = $state<string | null>(null);
  /** Whether there is something to send, and no file is still being read. */
  ready = $derived((this.text.trim() !== '' || attachments.files.length > 0) && !attachments.reading);
  #conversation: string | null = null;
  #saved = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Another conversation is shown, with its draft. */
  begin(conversation: string | null, draft: string): void {
    clearTimeout(this.#timer);
    this.#conversation = conversation;
    this.#saved = draft;
    this.text = draft;
    this.off = new Set();
    this.failure = null;
  }

  /** Another conversation is shown. A new one gets what was typed while there was none. */
  opened(view: ConversationView | null, created: boolean): void {
    const text = created && this.#conversation === null ? this.text : '';
    this.begin(view?.id ?? null, view?.draft ?? '');
    if (text !== '') this.type(text);
  }

  /** The person typed. The draft is saved when typing pauses. */
  type(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_MS);
  }

  /** Saves the draft now, if it differs from what was saved. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const conversation = this.#conversation;
    const text = this.text;
    if (conversation === null || text === this.#saved) return;
    this.#saved = text;
    await call('save_draft', { conversation, text }).catch(() => {
      this.#saved = '\0';
    });
  }

  /** Returns the text for sending, and clears the field. Rust drops the draft with the send. */
  take(): string {
    clearTimeout(this.#timer);
    const prompt = this.text;
    this.text = this.#saved = '';
    this.failure = null;
    return prompt;
  }

  /** Restores a prompt that was not sent, before what was typed meanwhile. */
  giveBack(prompt: string, failure: string | null): void {
    this.failure = failure;
    this.type(this.text === '' ? prompt : `${prompt}\n${this.text}`);
  }

  toggle(tab: string): void {
    const off = new Set(this.off);
    if (!off.delete(tab)) off.add(tab);
    this.off = off;
  }

  /** Switches all tabs on; where all are on, leaves only this one. */
  toggleAll(tabs: LiveTab[], stays: string | null): void {
    const on = this.targets(tabs).length === tabs.length;
    this.off = new Set(on ? tabs.map((tab) => tab.id).filter((id) => id !== stays) : []);
  }

  /** The tabs the prompt goes to. */
  targets(tabs: LiveTab[]): LiveTab[] {
    return tabs.filter((tab) => !this.off.has(tab.id));
  }
}

export const composer = new Composer();

chat.listen({
  opened: (view, created) => composer.opened(view, created),
  leaving: () => composer.flush(),
});
