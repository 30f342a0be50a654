// Screens whose script is read when they are first wanted, so that the first screen waits for none of it.

import type { Component } from 'svelte';
import { Idle } from './idle';

type Loadable = { load(): Promise<void> };

/** Every screen there is, to be read ahead. */
const all: Loadable[] = [];

/** One such screen. What is asked for more than once is read once. */
export class LazyScreen<P extends Record<string, unknown> = Record<string, never>> {
  #screen = $state.raw<Component<P> | null>(null);
  #asked: Promise<void> | null = null;
  readonly #read: () => Promise<{ default: Component<P> }>;

  constructor(read: () => Promise<{ default: Component<P> }>) {
    this.#read = read;
    all.push(this);
  }

  /** The screen, once it is there; asking starts reading it. */
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

/** Reads all screens, one at a time whenever the person does nothing, so that the first use of one waits for nothing. */
export async function readAhead(screens: Loadable[] = all): Promise<void> {
  const idle = new Idle();
  for (const screen of screens) {
    await idle.comes();
    // One that cannot be read now is read when it is wanted.
    await screen.load().catch(() => {});
  }
  idle.end();
}
