// A screen whose script is read when it is first wanted, so that the first screen waits for none of it.

import type { Component } from 'svelte';

/** What is asked for more than once is read once. */
export class Later<P extends Record<string, unknown> = Record<string, never>> {
  #screen = $state.raw<Component<P> | null>(null);
  #asked: Promise<void> | null = null;
  readonly #read: () => Promise<{ default: Component<P> }>;

  constructor(read: () => Promise<{ default: Component<P> }>) {
    this.#read = read;
  }

  /** The screen, once it is there; asking sets its reading off. */
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
