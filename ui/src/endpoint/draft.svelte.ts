// An endpoint being filled in. The key is never kept here: it is read from its field once, when it is handed in.

import { call, commandId, failureOf } from '../ipc';
import type { CheckReport, EndpointForm, EndpointView, ErrorCode, Failure, KeyInput, KeyringState, UrlPreview } from '../ipc/bindings';
import { t } from '../words/t';
import { type Preset, type PresetId, presetFor, presetOf } from './presets';

const PREVIEW_MS = 150;

/** After these Rust no longer holds a pasted key. */
const KEY_GONE: ReadonlySet<ErrorCode> = new Set(['unauthorised', 'forbidden', 'no_key']);

/** Why nothing was tried: the person has to fill in something first. */
export type Missing = 'url' | 'key' | 'plain-http';

export class EndpointDraft {
  readonly id: string | null;
  readonly saved: EndpointView | null;
  preset = $state.raw<Preset>(presetOf('aihubmix'));
  name = $state('');
  url = $state('');
  preview = $state.raw<UrlPreview | null>(null);
  /** Characters of the key Rust took from the clipboard; 0 when it holds none. */
  pasted = $state(0);
  /** What the last paste did, in words. */
  pasteWords = $state('');
  /** Whether the key field holds anything; its content is not looked at. */
  typed = $state(false);
  sessionOnly = $state(false);
  acceptPlainHttp = $state(false);
  keyring = $state<KeyringState | null>(null);
  busy = $state(false);
  missing = $state<Missing | null>(null);
  report = $state.raw<CheckReport | null>(null);
  failure = $state.raw<Failure | null>(null);
  hasKey = $derived(this.typed || this.pasted > 0);
  #pasting: Promise<void> = Promise.resolve();
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(saved: EndpointView | null = null) {
    this.saved = saved;
    this.id = saved?.id ?? null;
    this.name = saved?.name ?? '';
    this.url = saved?.base_url ?? this.preset.url;
    if (saved) this.preset = presetFor(saved.base_url);
  }

  /** Reads what the form shows before anything is typed. */
  async begin(): Promise<void> {
    void this.#look();
    this.keyring = await call('keyring_state').catch(() => null);
  }

  /** Has the system ask the person to unlock the keyring. */
  async unlock(): Promise<void> {
    this.keyring = await call('unlock_keyring').catch(() => this.keyring);
  }

  choose(id: PresetId): void {
    this.preset = presetOf(id);
    this.type(this.preset.url);
    this.name = '';
  }

  /** The URL was typed: what would be called is shown a moment later. */
  type(url: string): void {
    this.url = url;
    this.acceptPlainHttp = false;
    this.#forget();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), PREVIEW_MS);
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const preview = await call('preview_url', { text: this.url }).catch(() => null);
    if (asked === this.#asked) this.preview = preview;
  }

  /** Has Rust take the key from the clipboard; saving waits for it. */
  paste(): Promise<void> {
    this.#pasting = this.#paste();
    return this.#pasting;
  }

  async #paste(): Promise<void> {
    this.#forget();
    try {
      this.pasted = (await call('paste_key')).characters;
      this.pasteWords = this.pasted > 0 ? t('endpoint.pasted', { count: this.pasted }) : t('endpoint.pastedNothing');
    } catch {
      this.pasted = 0;
      this.pasteWords = t('endpoint.pastedNothing');
    }
  }

  /** The key field was typed or pasted into: what Rust holds no longer counts. */
  keyTouched(characters: number, pasted: boolean): void {
    this.#forget();
    this.typed = characters > 0;
    this.pasted = 0;
    this.pasteWords = pasted && characters > 0 ? t('endpoint.pasted', { count: characters }) : '';
  }

  /** Hands the form in. `takeKey` empties the key field and gives what stood in it. */
  async save(takeKey: () => string): Promise<EndpointView | null> {
    if (this.busy) return null;
    await Promise.all([this.#pasting, this.#look()]);
    this.#forget();
    this.missing = this.#lacking();
    if (this.missing !== null) return null;
    this.busy = true;
    try {
      this.report = await call('save_endpoint', { command: commandId(), form: this.#form(this.#key(takeKey())) });
      this.failure = this.report.failure;
      return this.report.endpoint;
    } catch (error) {
      this.failure = failureOf(error);
      return null;
    } finally {
      this.busy = false;
      this.typed = false;
      if (this.failure && KEY_GONE.has(this.failure.code)) this.pasted = 0;
    }
  }

  #lacking(): Missing | null {
    if (this.preview?.problem) return 'url';
    const keeps = this.saved !== null && this.saved.key !== 'none' && this.saved.key !== 'missing';
    if (this.preset.needsKey && !this.hasKey && !keeps) return 'key';
    const keyGoes = this.hasKey || keeps;
    return this.preview?.plain_http && keyGoes && !this.acceptPlainHttp ? 'plain-http' : null;
  }

  #key(typed: string): KeyInput {
    if (typed !== '') return { kind: 'typed', value: typed };
    if (this.pasted > 0) return { kind: 'pasted' };
    return this.saved && this.saved.key !== 'none' ? { kind: 'keep' } : { kind: 'none' };
  }

  #form(key: KeyInput): EndpointForm {
    return {
      id: this.id,
      name: this.name.trim() || (this.preset.id === 'custom' ? '' : this.preset.name),
      base_url: this.url,
      key,
      session_only: this.sessionOnly,
      accept_plain_http: this.acceptPlainHttp,
    };
  }

  #forget(): void {
    this.missing = null;
    this.report = null;
    this.failure = null;
  }
}
