// The state of the endpoint form. The key is never kept here: it is read from its field once, on submit.

import { call, commandId, failureOf } from '../ipc';
import type {
  CheckReport,
  EndpointForm,
  EndpointView,
  ErrorCode,
  Failure,
  KeyInput,
  PresetView,
  UrlPreview,
} from '../ipc/bindings';
import type { Opening } from '../shared/app.svelte';
import { checks } from './checks.svelte';
import { keyring } from './keyring.svelte';
import { gapIn, presetName, presets, sameServer } from './presets.svelte';
import { t } from '../shared/t';
import { SettingsDraft } from './settings.svelte';

const PREVIEW_MS = 150;

/** Failures after which Rust no longer holds a pasted key. */
const KEY_GONE: ReadonlySet<ErrorCode> = new Set(['unauthorised', 'forbidden', 'no_key']);

/** What the person has to fill in before anything is tried. */
export type Missing = 'url' | 'gap' | 'key' | 'plain-http' | 'settings';

export class EndpointDraft {
  saved = $state.raw<EndpointView | null>(null);
  preset = $state.raw<PresetView>(presets.of('aihubmix'));
  readonly settings: SettingsDraft;
  name = $state('');
  url = $state('');
  preview = $state.raw<UrlPreview | null>(null);
  /** Characters of the key Rust took from the clipboard; 0 when it holds none. */
  pasted = $state(0);
  /** What to say about the last paste. */
  pasteWords = $state('');
  /** Whether the key field holds anything. */
  typed = $state(false);
  sessionOnly = $state(false);
  acceptPlainHttp = $state(false);
  busy = $state(false);
  /** A paste is being read. */
  pasting = $state(false);
  /** Characters of the key the last check was made with, as far as known. */
  handedIn = $state(0);
  /** The server requires a key and none was given. */
  keyAsked = $state(false);
  missing = $state<Missing | null>(null);
  report = $state.raw<CheckReport | null>(null);
  failure = $state.raw<Failure | null>(null);
  hasKey = $derived(this.typed || this.pasted > 0);
  /** Whether the key is wrong: the error is shown below its field. */
  keyTrouble = $derived(this.missing === 'key' || this.failure?.code === 'unauthorised');
  /** The id of the running check, to follow its steps. */
  about = $state<string | null>(null);
  /** The host that is called, or the preset's name. */
  host = $derived(hostOf(this.preview?.base_url) ?? presetName(this.preset));
  /** Its name when the person gives none. */
  defaultName = $derived(this.preset.id === 'custom' ? (hostOf(this.preview?.base_url) ?? '') : this.preset.name);
  #pasting: Promise<void> = Promise.resolve();
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(saved: EndpointView | null = null, opening: Opening = {}) {
    this.sessionOnly = opening.sessionOnly ?? false;
    this.saved = saved;
    this.name = saved?.name ?? '';
    this.url = opening.url ?? saved?.base_url ?? this.preset.base_url;
    if (saved) this.preset = presets.of(saved.settings.preset || presets.at(saved.base_url).id);
    this.settings = new SettingsDraft(saved?.settings ?? null, this.preset);
    if (opening.at === 'network' || opening.at === 'check') this.settings.open[opening.at] = true;
    if (opening.model !== undefined) this.settings.checkModel = opening.model;
  }

  /** Whether a key is stored that stays when none is given. */
  get keepsSaved(): boolean {
    return this.saved !== null && this.saved.key !== 'none' && this.saved.key !== 'missing';
  }

  /** What the check will ask, and what that costs. */
  get note(): string {
    const keyed = this.hasKey || this.keepsSaved || this.preset.needs_key;
    const asks = this.settings.checkModel.trim() || this.preset.asks;
    if (this.settings.checkModel.trim() === '' && (!keyed || this.preset.local)) return t('check.noteList');
    return asks === null ? t('check.noteMaybe') : t('check.note', { model: asks });
  }

  /** Reads what the form shows before anything is typed. */
  begin(): void {
    void this.#look();
  }

  choose(id: string): void {
    const preset = presets.of(id);
    this.type(preset.base_url);
    this.#become(preset);
    this.name = '';
  }

  /** Query parameters changed: they are part of what is called. */
  relook(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), PREVIEW_MS);
  }

  /** The URL was typed: what would be called is shown a moment later. */
  type(url: string): void {
    this.url = url;
    if (!this.#fills(url)) this.#become(this.#presetFor(url));
    this.acceptPlainHttp = false;
    this.#forget();
    this.relook();
  }

  /** A saved endpoint keeps its preset as long as it stays with its server. */
  #presetFor(url: string): PresetView {
    const stays = this.saved !== null && sameServer(url, this.saved.base_url) && this.saved.settings.preset !== '';
    return stays ? presets.of(this.saved?.settings.preset ?? '') : presets.at(url);
  }

  #become(preset: PresetView): void {
    this.settings.follow(this.preset, preset);
    this.preset = preset;
  }

  /** Whether this is the chosen preset's URL with its gap filled in. */
  #fills(url: string): boolean {
    const gap = gapIn(this.preset.base_url);
    if (gap === null) return false;
    const [before = '', after = ''] = this.preset.base_url.split(gap);
    return url.startsWith(before) && url.includes(after.split('/')[0] ?? '');
  }

  async #look(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const preview = await call('preview_url', { text: this.url, query: this.settings.sentQuery }).catch(() => null);
    if (asked === this.#asked) this.preview = preview;
  }

  /** Makes Rust read the key from the clipboard; saving waits for it. */
  paste(): Promise<void> {
    this.pasting = true;
    this.#pasting = this.#paste().finally(() => (this.pasting = false));
    return this.#pasting;
  }

  /** Reads the keyring's state when a key is about to be stored. */
  #keyMatters(): void {
    if (keyring.state === null && keyring.busy === null) void keyring.ask();
  }

  async #paste(): Promise<void> {
    this.#forget();
    this.#keyMatters();
    try {
      this.pasted = (await call('paste_key')).characters;
      this.pasteWords = this.pasted > 0 ? t('endpoint.pasted', { count: this.pasted }) : t('endpoint.pastedNothing');
    } catch {
      this.pasted = 0;
      this.pasteWords = t('endpoint.pastedNothing');
    }
  }

  /** Drops the key that Rust holds when the field is changed. */
  keyTouched(characters: number, pasted: boolean): void {
    this.#forget();
    this.#keyMatters();
    this.typed = characters > 0;
    this.handedIn = characters;
    this.pasted = 0;
    this.pasteWords = pasted && characters > 0 ? t('endpoint.pasted', { count: characters }) : '';
  }

  /** Submits the form. `takeKey` empties the key field and returns its content. */
  async save(takeKey: () => string): Promise<EndpointView | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      await Promise.all([this.#pasting, this.#look()]);
      this.#forget();
      this.missing = this.#lacking();
      this.settings.strict = true;
      return this.missing === null ? await this.#handIn(takeKey()) : null;
    } finally {
      this.busy = false;
    }
  }

  async #handIn(typed: string): Promise<EndpointView | null> {
    const key = this.#key(typed);
    const command = commandId();
    this.handedIn = typed.length || this.pasted;
    this.about = command;
    checks.begin(command);
    try {
      this.report = await call('save_endpoint', { command, form: await this.#form(key) });
      this.#judge(this.report.failure, key);
      return this.report.endpoint;
    } catch (error) {
      this.#judge(failureOf(error), key);
      return null;
    } finally {
      this.typed = false;
      this.settings.emptied();
      this.pasteWords = this.pasted > 0 ? this.pasteWords : '';
    }
  }

  /** Reports a rejected key that was never given as a missing key. */
  #judge(failure: Failure | null, key: KeyInput): void {
    this.keyAsked = failure?.code === 'unauthorised' && key.kind === 'none';
    this.missing = this.keyAsked ? 'key' : null;
    this.failure = this.keyAsked ? null : failure;
    keyring.noticeFailure(failure);
    if (failure && KEY_GONE.has(failure.code)) this.pasted = 0;
  }

  /** Continues with the endpoint as it is saved now. */
  adopt(saved: EndpointView): void {
    this.saved = saved;
  }

  #lacking(): Missing | null {
    if (this.preview?.problem) return 'url';
    if (gapIn(this.url) !== null) return 'gap';
    if (this.settings.problem) return 'settings';
    if (this.preset.needs_key && !this.hasKey && !this.keepsSaved) return 'key';
    const keyGoes = this.hasKey || this.keepsSaved;
    return this.preview?.plain_http && keyGoes && !this.acceptPlainHttp ? 'plain-http' : null;
  }

  #key(typed: string): KeyInput {
    if (typed !== '') return { kind: 'typed', value: typed };
    if (this.pasted > 0) return { kind: 'pasted' };
    return this.keepsSaved ? { kind: 'keep' } : { kind: 'none' };
  }

  async #form(key: KeyInput): Promise<EndpointForm> {
    return {
      id: this.saved?.id ?? null,
      name: this.name.trim() || this.preset.name,
      base_url: this.url,
      key,
      session_only: this.sessionOnly,
      accept_plain_http: this.acceptPlainHttp,
      settings: await this.settings.form(this.preset.id),
    };
  }

  #forget(): void {
    this.missing = null;
    this.keyAsked = false;
    this.report = null;
    this.failure = null;
  }
}

function hostOf(url: string | null | undefined): string | null {
  return url ? new URL(url).hostname : null;
}
