// What was sent and what it may come to, in words: laid out without changing a sign, ranges with “about”.

import { secretWords } from '../src/conversation/confirmSecret';
import { describe, expect, it } from 'vitest';
import { laidOut } from '../src/inspector/json';
import { stretches } from '../src/inspector/timing';
import { estimateWords } from '../src/composer/estimate';

const text = (json: string): string =>
  laidOut(json)
    .map((piece) => piece.text)
    .join('');
const times = {
  began_ms: 0,
  connect_ms: 100,
  head_ms: 500,
  first_reasoning_ms: 600,
  first_text_ms: 6600,
  end_ms: 11400,
};

describe('a request', () => {
  it('is laid out and stays the same', () => {
    const json = '{"a":[1.50,-2e3,{"b":"x, {y}: \\"z\\"\\n"}],"c":{},"d":[],"e":12345678901234567890}';
    expect(text(json).replace(/\n\s*/g, '').replace(/": /g, '":')).toBe(json);
    expect(text('{"a":[1],"c":{}}')).toBe('{\n  "a": [\n    1\n  ],\n  "c": {}\n}');
    expect(laidOut('{"a":"b"}').filter((piece) => piece.kind !== 'other')).toEqual([
      { text: '"a"', kind: 'name' },
      { text: '"b"', kind: 'string' },
    ]);
  });

  it('is shown as far as it goes when it was cut, and as it stands when it is long', () => {
    expect(text('{"a":"b')).toBe('{\n  "a": "b');
    const long = `["${'x'.repeat(200_000)}"]`;
    expect(text(long)).toBe(long);
  });

  it('has its time cut into what was waited for', () => {
    expect(stretches(times).map(({ words }) => words)).toEqual([
      'Connect 0.1 s',
      'Waiting 0.5 s',
      'Thinking 6.0 s',
      'Text 4.8 s',
    ]);
    const kept = { ...times, connect_ms: null, first_reasoning_ms: null, first_text_ms: null };
    expect(stretches(kept).map(({ kind, ms }) => [kind, ms])).toEqual([['waiting', 11400]]);
    expect(stretches({ ...times, end_ms: null })).toEqual([]);
  });
});

describe('an estimate', () => {
  const estimate = {
    input: { low: 121, high: 163 },
    cost: { low: 200_000_000, high: 3_000_000_000 },
    unpriced: 0,
    bounded: false,
  };

  it('is a range of tokens and of money', () => {
    expect(estimateWords(estimate).text).toBe('about 120–160 tokens · about $0.0002–0.0030');
    expect(estimateWords({ ...estimate, cost: null, unpriced: 1 }).text).toBe('about 120–160 tokens');
    expect(estimateWords({ ...estimate, cost: { low: 0, high: 0 } }).text).toBe('about 120–160 tokens · about $0');
  });

  it('says where its upper end comes from and what it leaves out', () => {
    expect(estimateWords(estimate).title).toContain('the usual length');
    expect(estimateWords({ ...estimate, bounded: true, unpriced: 2 }).title).toMatch(
      /may cost \$0.0002 to \$0.0030\. Not counting 2 models without a price/,
    );
  });
});

describe('what looks like a secret', () => {
  it('is named with its line and never whole', () => {
    const words = secretWords([
      { file: null, kind: 'api_key', line: 2, shown: 'sk-a…9x' },
      { file: null, kind: 'iban', line: 3, shown: 'DE89 … 3000' },
    ]);
    expect(words.title).toBe('This looks like secrets');
    expect(words.text).toContain('Line 2: a key or token, sk-a…9x; line 3: a bank account, DE89 … 3000.');
  });

  it('is told by the file it stands in', () => {
    const words = secretWords([
      { file: 'bill.txt', kind: 'card', line: 7, shown: '… 1111' },
      { file: '', kind: 'password', line: 1, shown: '' },
    ]);
    expect(words.text).toContain('bill.txt, line 7: a payment card, … 1111; pasted text, line 1: a password.');
  });
});
