// Error cards: every code has a way on, special cases their own words, and the facts for support.

import { sectionOf } from '../src/endpoint/sections';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ErrorCode, Failure } from '../src/ipc/bindings';
import { detailsOf, detailsText } from '../src/answer/details';
import { failureHeading, failureLabel, failureSentence, failureWords } from '../src/shared/failure';
import { mayRetry, actionsFor } from '../src/shared/errorActions';

const failure = (code: ErrorCode, details: Failure['details'] = {}, more: Partial<Failure> = {}): Failure => ({
  code,
  status: null,
  provider_message: null,
  request_id: null,
  retry_after_ms: null,
  retryable: false,
  details,
  ...more,
});
const place = { endpoint: 'AiHubMix', model: 'kimi-k2.6' };
const codes = [
  ...readFileSync(join(import.meta.dirname, '../src/ipc/bindings.ts'), 'utf8').matchAll(/type ErrorCode =([^;]+);/g),
].flatMap(([, union = '']) => [...union.matchAll(/"(\w+)"/g)].map(([, code]) => code as ErrorCode));

describe('an error card', () => {
  it.each(codes)('for %s offers asking again or another way', (code) => {
    expect(mayRetry(failure(code)) || actionsFor(failure(code)).actions.length > 0).toBe(true);
  });

  it.each(['dns', 'connect', 'tls', 'proxy'] as const)('for %s leads to the network', (code) =>
    expect(actionsFor(failure(code)).actions).toEqual(['network']),
  );

  it('leads to the network where the connection took too long, and to another model where the answer did', () => {
    expect(actionsFor(failure('timeout', { reason: 'connect' })).actions).toEqual(['network']);
    expect(actionsFor(failure('timeout', { limit: 'silence' })).actions).toEqual(['model']);
  });

  it('offers the account where money may be the trouble', () => {
    expect(actionsFor(failure('quota')).actions[0]).toBe('account');
    expect(actionsFor(failure('forbidden')).actions[0]).toBe('account');
  });

  it('says what costs', () => {
    expect(actionsFor(failure('unauthorised'))).toEqual({ actions: ['key'], charge: 'none' });
    expect(actionsFor(failure('cut_off')).charge).toBe('partial');
  });
});

describe('the words', () => {
  it('name another route (row 48), whatever the code', () => {
    for (const code of ['bad_request', 'unknown_model', 'not_an_api'] as const) {
      const other = failure(code, { reason: 'other_route', route: '/v1/responses' });
      expect(failureHeading(other, place)).toBe('kimi-k2.6 doesn’t support chat completions at AiHubMix');
      expect(failureWords(other, place).text).toBe(
        'AiHubMix serves this model only at /v1/responses. Juxta uses chat completions only, so choose another model.',
      );
      expect(failureLabel(other)).toBe('Not supported');
      expect(mayRetry(other)).toBe(false);
    }
    expect(failureWords(failure('bad_request', { reason: 'other_route' }), place).text).toBe(
      'Juxta uses chat completions only, so choose another model.',
    );
  });

  it('give the Ray ID of a gateway in one sentence (row 20)', () => {
    expect(failureWords(failure('gateway', { ray_id: '8f2a1c0d9e7b6a55' }), place).text).toContain(
      'Ray ID 8f2a1c0d9e7b6a55.',
    );
    expect(failureWords(failure('gateway'), place).text).not.toContain('Ray ID');
  });

  it('name where a redirect points (row 44)', () =>
    expect(failureWords(failure('redirect', { location: 'https://other.example/v1' }), place).text).toMatch(
      /^The new address is https:\/\/other\.example\/v1\. /,
    ));

  it('say which limit ran out', () => {
    expect(failureWords(failure('timeout', { limit: 'first_content', seconds: '300' }), place).text).toMatch(
      /^No text within 300 s\. /,
    );
    expect(failureWords(failure('timeout', { limit: 'silence', seconds: '120' }), place).text).toMatch(
      /^No more text for 120 s\. /,
    );
  });

  it('say why a certificate is not trusted, and at least that it is not', () => {
    expect(failureWords(failure('tls', { reason: 'expired' }), place).text).toMatch(
      /^The server’s certificate has expired\. /,
    );
    expect(failureWords(failure('tls'), place).text).toMatch(/^The server’s certificate couldn’t be verified\. /);
  });

  it('suggest the address where a web site answered (row 19)', () =>
    expect(failureWords(failure('not_an_api', { suggestion: 'https://a.example/v1' }), place).text).toContain(
      'Try https://a.example/v1.',
    ));

  it('take no reason they do not know, and no name of the page’s own', () => {
    expect(failureWords(failure('connect', { reason: 'constructor' as never }), place).text).toBe(
      failureWords(failure('connect'), place).text,
    );
  });
});

describe('what Rust refuses of a form', () => {
  const refused = failure('bad_request', { field: 'client_cert', reason: 'key_mismatch' });
  it('is said with its own words, in its own part', () => {
    expect(sectionOf(refused)).toBe('network');
    expect(failureSentence(refused)).toBe('The private key doesn’t match the certificate.');
    expect(failureSentence(failure('bad_request', { field: 'headers', reason: 'header_twice', name: 'X-A' }))).toBe(
      'X-A appears twice.',
    );
    expect(
      failureSentence(failure('bad_request', { field: 'extra_body', reason: 'body_syntax', line: '2', column: '7' })),
    ).toBe('The extra fields aren’t valid JSON: line 2, column 7.');
  });
  it('reads like any other failure where no words are known', () => {
    expect(sectionOf(failure('bad_request'))).toBeNull();
    expect(failureSentence(failure('bad_request', { field: 'proxy', reason: 'toString' as never }), place)).toBe(
      'The request wasn’t accepted. See the message from AiHubMix for the reason.',
    );
  });
});

describe('the details', () => {
  it('are the facts for support, in a fixed order', () => {
    const all = failure(
      'gateway',
      { ray_id: 'ray1', host: 'aihubmix.com' },
      { status: 502, request_id: 'req_1', provider_message: 'Bad gateway' },
    );
    expect(detailsOf(all).map(({ id, value }) => [id, value])).toEqual([
      ['status', '502'],
      ['code', 'gateway'],
      ['host', 'aihubmix.com'],
      ['ray-id', 'ray1'],
      ['request-id', 'req_1'],
    ]);
    expect(detailsText(all)).toBe(
      'Status: 502\nCode: gateway\nAddress: aihubmix.com\nRay ID: ray1\nRequest ID: req_1\nBad gateway',
    );
  });
});
