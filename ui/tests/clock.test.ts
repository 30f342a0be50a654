// The page's clock: it ticks while something runs, rings and carets beat with it, and nothing animates for ever besides.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { clock } from '../src/shared/clock.svelte';

const SRC = join(import.meta.dirname, '..', 'src');
const beats = (): boolean => document.documentElement.classList.contains('beat');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  clock.run(false);
  vi.useRealTimers();
});

it('beats once a second while something runs, and rests then', () => {
  clock.run(true);
  const seen = Array.from({ length: 4 }, () => (vi.advanceTimersByTime(1000), beats()));
  expect(seen).toEqual([true, false, true, false]);
  vi.advanceTimersByTime(1000);
  clock.run(false);
  expect(beats()).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});

it('is all that moves while an answer streams: an endless animation costs more than the text', () => {
  const endless = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(css|svelte)$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(SRC, file), 'utf8').matchAll(/animation:[^;]*infinite/g)].map(([rule]) => rule),
    );
  expect(endless).toEqual(['animation: turn var(--t-spin) linear infinite']);
});
