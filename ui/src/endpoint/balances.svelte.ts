// Account balances: loaded on request, kept until you quit.

import { call, failureOf } from '../ipc';
import type { Balance, Failure } from '../ipc/bindings';
import { keyring } from './keyring.svelte';

/** A balance, or why there is none. */
export type Reading = { busy: boolean; balance: Balance | null; failure: Failure | null; at: number };

class Balances {
  #read = $state.raw<Readonly<Record<string, Reading>>>({});

  of(endpoint: string): Reading | null {
    return this.#read[endpoint] ?? null;
  }

  /** Loads the balance from the endpoint. */
  async ask(endpoint: string): Promise<void> {
    this.#set(endpoint, { busy: true, balance: this.of(endpoint)?.balance ?? null, failure: null, at: Date.now() });
    try {
      const balance = await call('balance', { id: endpoint });
      this.#set(endpoint, { busy: false, balance, failure: null, at: Date.now() });
    } catch (error) {
      const failure = failureOf(error);
      this.#set(endpoint, { busy: false, balance: null, failure, at: Date.now() });
      keyring.noticeFailure(failure);
    }
  }

  #set(endpoint: string, reading: Reading): void {
    this.#read = { ...this.#read, [endpoint]: reading };
  }
}

export const balances = new Balances();
