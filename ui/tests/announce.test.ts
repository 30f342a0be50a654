// What is read out: batched, never more than one message in two seconds, and true when it is spoken.

import { endSentence, turnSentence } from '../src/conversation/endings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GAP_MS, Region, SETTLE_MS } from '../src/shared/announce.svelte';

const failure = {
  code: 'rate_limited' as const,
  status: 429,
  provider_message: null,
  request_id: null,
  retry_after_ms: null,
  retryable: true,
  details: {},
};

describe('a region', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('makes one message of what ends together, as things stand when it speaks', () => {
    const region = new Region();
    const states = ['done', 'streaming', 'streaming'];
    region.say(() => turnSentence(states));
    states[1] = 'failed';
    region.say(() => turnSentence(states));
    expect(region.text).toBe('');
    vi.advanceTimersByTime(SETTLE_MS);
    expect(region.text).toBe('1 of 3 finished, 1 failed.');
  });

  it('keeps two seconds between messages and drops what was overtaken', () => {
    const region = new Region();
    const heard: string[] = [];
    const listen = (ms: number): void => {
      for (let at = 0; at < ms; at += 50) {
        vi.advanceTimersByTime(50);
        if (region.text !== heard.at(-1)) heard.push(region.text);
      }
    };
    region.say('one');
    listen(300);
    region.say('two');
    listen(100);
    region.say('three');
    listen(GAP_MS - 500);
    expect(heard).toEqual(['', 'one']);
    listen(1000);
    expect(heard).toEqual(['', 'one', 'three']);
  });

  it('speaks the same sentence twice', () => {
    const region = new Region();
    region.say('one');
    vi.advanceTimersByTime(SETTLE_MS);
    const first = region.text;
    vi.advanceTimersByTime(GAP_MS);
    region.say('one');
    vi.advanceTimersByTime(GAP_MS);
    expect(region.text).not.toBe(first);
    expect(region.text.trim()).toBe('one');
  });
});

describe('sentences', () => {
  it('count what finished and what failed', () => {
    expect(turnSentence(['done', 'stopped', 'failed'])).toBe('2 of 3 finished, 1 failed.');
    expect(turnSentence(['done', 'done'])).toBe('2 of 2 finished.');
  });
  it('say how the answer being read ended', () => {
    expect(endSentence({ model: 'm', state: 'done', failure: null })).toBe('m finished.');
    expect(endSentence({ model: 'm', state: 'stopped', failure: null })).toBe('m stopped.');
    expect(endSentence({ model: 'm', state: 'failed', failure })).toBe('m failed: Rate limited.');
  });
});
