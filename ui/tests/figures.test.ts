// An answer's figures in words: their order, what is left out, money, and the wait to be asked again.

import { describe, expect, it } from 'vitest';
import type { AnswerView, Metrics } from '../src/ipc/bindings';
import { emptyAnswer, noMetrics } from '../dev/fake-data';
import { LiveAnswer } from '../src/conversation/answer.svelte';
import { figures } from '../src/answer/figures';
import { dollars, exactDollars } from '../src/shared/cost';
import { retryHeading, retrySpoken, retryText } from '../src/answer/retry';
import { tabState } from '../src/answer/tabState';

const usd = (amount: number): number => Math.round(amount * 1e12);
const texts = (metrics: Partial<Metrics>, running = false): string[] =>
  figures({ ...noMetrics(), duration_ms: null, estimated: false, ...metrics }, running).map((figure) => figure.text);

describe('figures under an answer', () => {
  it('stand in their order', () => {
    const usage = {
      prompt_tokens: 512,
      completion_tokens: 904,
      total_tokens: 1416,
      reasoning_tokens: null,
      cached_tokens: null,
    };
    const metrics = {
      first_text_ms: 6600,
      first_reasoning_ms: 600,
      tokens_per_second: 84,
      usage,
      charge: { kind: 'known' as const, cost: usd(0.0041), reported: false },
    };
    expect(texts(metrics)).toEqual([
      'First text 6.6 s',
      'Thinking after 0.6 s',
      '84 tok/s',
      '512 in',
      '904 out',
      '$0.0041',
    ]);
  });

  it('name what is cached, thought, reported by the server, and served', () => {
    const usage = {
      prompt_tokens: 2006,
      completion_tokens: 300,
      total_tokens: null,
      reasoning_tokens: 120,
      cached_tokens: 1920,
    };
    const metrics = {
      usage,
      reported_tokens_per_second: 91.4,
      charge: { kind: 'known' as const, cost: usd(0.005615), reported: true },
      served_model: 'hare-2',
      served_fingerprint: 'fp_9',
    };
    expect(texts(metrics)).toEqual([
      'server 91 tok/s',
      '2,006 in (1,920 cached)',
      '300 out (120 thinking)',
      '$0.0056 billed',
      'answered by hare-2 (fp_9)',
    ]);
  });

  it('are about while they move, and say that there is no price', () => {
    expect(texts({ tokens_per_second: 58.2, about_tokens: 120, estimated: true }, true)).toEqual([
      '≈ 58 tok/s',
      '≈ 120 out',
    ]);
    expect(texts({ charge: { kind: 'no_price' } })).toEqual(['no price']);
    expect(texts({})).toEqual([]);
  });

  it('show no more of a cost than says something, and all of it on request', () => {
    const shown = [0, 13.579, 0.41, 0.1, 0.0124, 0.0041, 0.0009, 0.000118, 0.00002, 0.0000042, 0.0000001].map(
      (amount) => dollars(usd(amount)),
    );
    expect(shown).toEqual([
      '$0',
      '$13.58',
      '$0.41',
      '$0.10',
      '$0.012',
      '$0.0041',
      '$0.0009',
      '$0.0001',
      '$0.000020',
      '$0.0000042',
      '< $0.000001',
    ]);
    expect(exactDollars(usd(0.005615))).toBe('$0.005615');
  });
});

describe('an answer that is asked again', () => {
  function waiting(wait: number, attempt = 1): LiveAnswer {
    const view: AnswerView = {
      ...emptyAnswer({ model: 'm', endpoint_name: 'AiHubMix', demo: false }),
      retry: { code: 'rate_limited', attempt, at_ms: Date.now() + wait },
    };
    return new LiveAnswer(view);
  }

  it('counts down on the page’s clock', () => {
    const answer = waiting(18_000);
    const now = performance.now();
    expect(answer.waitLeft(now)).toBe(18_000);
    expect(answer.waitLeft(now + 1100)).toBe(17_000);
    expect(answer.waitLeft(now + 60_000)).toBe(0);
  });

  it('says so in its tab and in words', () => {
    const answer = waiting(18_000);
    const state = tabState({ last: answer, state: 'waiting' }, performance.now());
    expect([state.cause, state.shown, state.tone]).toEqual(['Rate limited · ', '18 s', 'warn']);
    expect(state.spoken).toBe('Rate limited, retrying in 18 seconds');
    const retry = answer.retry;
    if (!retry) throw new Error('no retry');
    expect(retryHeading(retry, 18_000)).toBe('Rate limited · 18 s');
    expect(retryText(retry, 18_000, 'AiHubMix')).toBe('AiHubMix: retry 1 of 2 in 18 seconds. You weren’t charged.');
    expect(retryText({ ...retry, code: 'gateway' }, 0, '')).toBe(
      'The endpoint: retry 1 of 2 now. You may still be charged.',
    );
    expect(retrySpoken('m', retry, 18_000)).toBe('m: Rate limited. Retrying in 18 seconds.');
  });

  it('is over once a snapshot says so', () => {
    const answer = waiting(5000);
    answer.replace({ ...emptyAnswer({ model: 'm', endpoint_name: 'e', demo: false }), id: answer.id });
    expect(answer.retry).toBeNull();
  });
});

describe('the corner of a tab', () => {
  it('names the cost of what is done or stopped', () => {
    const metrics: Metrics = {
      ...noMetrics(),
      duration_ms: 11_400,
      estimated: false,
      charge: { kind: 'known', cost: usd(0.0041), reported: false },
    };
    const of = (state: 'done' | 'stopped') =>
      tabState(
        {
          last: new LiveAnswer({ ...emptyAnswer({ model: 'm', endpoint_name: 'e', demo: false }), state, metrics }),
          state,
        },
        0,
      );
    expect(of('done')).toMatchObject({ shown: '11.4 s', cost: '$0.0041', spoken: 'done, 11 seconds, $0.0041' });
    expect(of('stopped')).toMatchObject({ shown: 'Stopped', cost: '$0.0041' });
  });
});
