// Closing: what was typed is with Rust before the window may go, and the window goes even when that fails.

import { setBackend } from '../src/ipc';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakePort } from '../dev/fake';
import type { Port } from '../src/ipc/port';
import { listenForClosing } from '../src/app/closing';
import { composer } from '../src/composer/draft.svelte';

type Call = [name: string, args: unknown];

/** A door that notes what is called and lets the test close the window; `refuse` names what fails. */
async function door(refuse?: string): Promise<{ calls: Call[]; close: () => void }> {
  const calls: Call[] = [];
  let hear = (): void => {};
  const port: Port = {
    ...fakePort(new URLSearchParams()),
    call: (async (name: string, args: unknown) => {
      calls.push([name, args]);
      if (name === refuse) throw new Error('refused');
      return null;
    }) as Port['call'],
    onClosing: async (listener) => void (hear = listener),
  };
  setBackend(port);
  await listenForClosing();
  return { calls, close: () => hear() };
}

async function left(calls: Call[]): Promise<Call[]> {
  await expect.poll(() => calls.some(([name]) => name === 'leave')).toBe(true);
  return calls;
}

beforeEach(() => composer.begin('c1', ''));

describe('closing the window', () => {
  it('hands over the draft of a moment ago, then leaves', async () => {
    const { calls, close } = await door();
    composer.type('not saved yet');
    close();
    expect(await left(calls)).toEqual([
      ['save_draft', { conversation: 'c1', text: 'not saved yet' }],
      ['leave', undefined],
    ]);
  });

  it('leaves at once when nothing is left to hand over', async () => {
    const { calls, close } = await door();
    close();
    expect(await left(calls)).toEqual([['leave', undefined]]);
  });

  it('leaves also when the draft could not be saved', async () => {
    const { calls, close } = await door('save_draft');
    composer.type('lost');
    close();
    expect((await left(calls)).map(([name]) => name)).toEqual(['save_draft', 'leave']);
  });
});
