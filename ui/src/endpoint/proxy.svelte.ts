// The state of the proxy fields. The password is never kept here: it is read from its field once, on submit.

import type { Proxy, ProxyForm, SecretInput } from '../ipc/bindings';

export type ProxyKind = Proxy['kind'];

const SCHEME = /^(?:https?|socks5h?):\/\/\S+$/i;
const BARE = /^[\w.[\]:-]+$/;

export class ProxyDraft {
  kind = $state<ProxyKind>('default');
  url = $state('');
  user = $state('');
  /** Whether the keyring holds a password for it. */
  kept = $state(false);
  /** Whether the field of the password holds anything. */
  filled = $state(false);
  problem = $derived(
    this.kind !== 'url'
      ? null
      : this.url.trim() === ''
        ? 'empty'
        : SCHEME.test(this.url.trim()) || BARE.test(this.url.trim())
          ? null
          : 'invalid',
  );

  constructor(saved: Proxy) {
    this.take(saved);
  }

  /** Fills in what is saved. */
  take(saved: Proxy): void {
    this.kind = saved.kind;
    if (saved.kind === 'url') Object.assign(this, { url: saved.url, user: saved.user, kept: saved.password });
    this.filled = false;
  }

  /** Returns the form with the content of the password field. */
  form(password: string): ProxyForm {
    if (this.kind !== 'url') return { kind: this.kind };
    return { kind: 'url', url: this.url.trim(), user: this.user.trim(), password: secretInput(password, this.kept) };
  }
}

/** Returns a secret for the form: what was typed, else what is stored, if anything is. */
export function secretInput(typed: string, kept: boolean): SecretInput {
  if (typed !== '') return { kind: 'typed', value: typed };
  return { kind: kept ? 'keep' : 'none' };
}
