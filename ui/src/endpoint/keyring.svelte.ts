// What the page knows of the system keyring. It is asked only when a key is needed or a key operation failed, never at
// start.

import { call } from '../ipc';
import type { EndpointView, ErrorCode, Failure, KeyringState } from '../ipc/bindings';
import { t } from '../shared/t';
import { events } from '../shared/announce.svelte';
import { app } from '../shared/app.svelte';

/** After so many failed tries *Use until you quit* is offered. */
export const PATIENCE = 3;

const KEY_CODES: ReadonlySet<ErrorCode> = new Set(['keyring_locked', 'keyring_unavailable', 'no_key']);

class Keyring {
  /** `null` until it was asked. */
  state = $state<KeyringState | null>(null);
  /** What is in progress: the system's prompt, or another try. */
  busy = $state<'unlock' | 'ask' | null>(null);
  /** How many tries in a row failed. */
  tries = $state(0);
  /** Whether keys cannot be read at the moment. */
  shut = $derived(this.state !== null && this.state !== 'unlocked');
  #act = 0;

  /** Reads its state, without a prompt. */
  async ask(): Promise<void> {
    await this.#while('ask', 'keyring_state');
    this.tries = this.state === 'failing' ? this.tries + 1 : 0;
  }

  /** Shows the system's unlock prompt and waits for it. True when the keyring is unlocked. */
  async unlock(): Promise<boolean> {
    const open = await this.#while('unlock', 'unlock_keyring');
    if (open) events.say(t('keyring.nowUnlocked'));
    return open;
  }

  /** Stops waiting. The system's prompt stays until it is answered, and its answer still counts: GNOME Keyring 42
   *  aborts when a
   *  visible prompt is cancelled. */
  cancel(): void {
    this.#act += 1;
    this.busy = null;
  }

  /** Reads the keyring's state after a failure that concerns keys. */
  noticeFailure(failure: Failure | null): void {
    if (failure === null || !KEY_CODES.has(failure.code)) return;
    if (failure.code === 'no_key') void app.readEndpoints().catch(() => {});
    else if (this.busy === null) void this.ask();
  }

  async #while(busy: 'unlock' | 'ask', command: 'unlock_keyring' | 'keyring_state'): Promise<boolean> {
    const act = ++this.#act;
    this.busy = busy;
    const state = await call(command).catch((): KeyringState | null => null);
    const awaited = act === this.#act;
    if (state !== null) this.state = state;
    else if (awaited && busy === 'ask') this.state = 'failing';
    if (awaited) this.busy = null;
    return awaited && this.state === 'unlocked';
  }
}

export const keyring = new Keyring();

/** Endpoints whose keys are in the keyring. */
export function keysWaiting(endpoints: readonly EndpointView[]): EndpointView[] {
  return endpoints.filter((endpoint) => endpoint.key === 'keyring');
}

/** “2 keys wait in it. Ollama works without.” */
export function waitingWords(endpoints: readonly EndpointView[]): string {
  const waiting = keysWaiting(endpoints).length;
  const free = endpoints
    .filter((endpoint) => endpoint.key === 'none' && !endpoint.demo)
    .map((endpoint) => endpoint.name);
  const keys = waiting > 0 ? t('keyring.waiting', { count: waiting }) : '';
  const others = free.length === 1 ? t('keyring.worksWithout', { name: free[0] ?? '' }) : '';
  return [keys, others].filter(Boolean).join(' ');
}
