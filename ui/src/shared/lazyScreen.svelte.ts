// Lazily loaded screens, so that the first screen waits for none of their scripts.

import type { Component } from 'svelte';
import { Idle } from './idle';

type Loadable = { load(): Promise<void> };

/** All screens, to be loaded ahead. */
const all: Loadable[] = [];

/** One lazily loaded screen. It is loaded once. */
export class LazyScreen<P extends Record<string, unknown> = Record<string, never>> {
  #screen = $state.raw<Component<P> | null>(null);
  #asked: Promise<void> | null = null;
  readonly #read: () => Promise<{ default: Component<P> }>;

  constructor(read: () => Promise<{ default: Component<P> }>) {
    this.#read = read;
    all.push(this);
  }

  /** The screen, or `null` until it is loaded; reading this starts loading it. */
  get now(): Component<P> | null {
    if (this.#screen === null) this.load().catch(() => {});
    return this.#screen;
  }

  load(): Promise<void> {
    return (this.#asked ??= this.#read().then(
      (module) => void (this.#screen = module.default),
      (error: unknown) => {
        this.#asked = null;
        throw error;
      },
    ));
  }
}

/** Loads all screens ahead, one at a time while the person is idle, so that the first use of one doesn't wait. */
export async function readAhead(screens: Loadable[] = all): Promise<void> {
  const idle = new Idle();
  for (const screen of screens) {
    await idle.comes();
    // One that fails to load is loaded again when needed.
    await screen.load().catch(() => {});
  }
  idle.end();
}
