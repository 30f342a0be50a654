// Later screens are read one at a time, and only while nothing is pressed.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readAhead } from '../src/shared/lazyScreen.svelte';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('waits for a second of quiet, before each', async () => {
  const read: string[] = [];
  const loads = ['a', 'b', 'c'].map((name) => ({
    load: vi.fn<() => Promise<void>>(() => Promise.resolve(void read.push(name))),
  }));
  const all = readAhead(loads);
  await vi.advanceTimersByTimeAsync(900);
  dispatchEvent(new KeyboardEvent('keydown', { key: 'x' }));
  await vi.advanceTimersByTimeAsync(900);
  expect(read).toEqual([]);
  let letGo = (): void => {};
  loads[0]?.load.mockImplementation(() => new Promise<void>((done) => (letGo = () => (read.push('a'), done()))));
  await vi.advanceTimersByTimeAsync(200);
  expect(loads[0]?.load).toHaveBeenCalledTimes(1);
  expect(loads[1]?.load).not.toHaveBeenCalled();
  dispatchEvent(new KeyboardEvent('keydown', { key: 'y' }));
  letGo();
  await vi.advanceTimersByTimeAsync(500);
  expect(read).toEqual(['a']);
  await vi.advanceTimersByTimeAsync(600);
  await all;
  expect(read).toEqual(['a', 'b', 'c']);
});

it('leaves out one that cannot be read', async () => {
  const load = vi.fn(() => Promise.resolve());
  const all = readAhead([{ load: () => Promise.reject(new Error('gone')) }, { load }]);
  await vi.advanceTimersByTimeAsync(3000);
  await all;
  expect(load).toHaveBeenCalledOnce();
});
