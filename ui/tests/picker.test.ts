// Finding models: order of hits, words in any field, ids no list holds.

import { describe, expect, it } from 'vitest';
import { modelRows } from '../src/ipc/fake-data';
import { matching, unlisted } from '../src/picker/search';

const rows = modelRows();
const endpoints = [{ id: 'e1' }, { id: 'e2' }];

describe('searching', () => {
  it('puts an exact id first', () => expect(matching(rows, 'gpt-5.4')[0]?.model).toBe('gpt-5.4'));
  it('finds words in id, provider and endpoint', () => expect(matching(rows, 'library ollama qwen').map((row) => row.model)).toEqual(['qwen3-8b']));
  it('shows everything before typing', () => expect(matching(rows, ' ')).toHaveLength(rows.length));
});

describe('an id no list holds', () => {
  it('is offered at every endpoint', () => expect(unlisted(rows, endpoints, 'new/model:beta')).toEqual(endpoints));
  it('is not offered where it is listed', () => expect(unlisted(rows, endpoints, 'kimi-k2.6')).toEqual([{ id: 'e2' }]));
  it('is not offered for nothing or for words', () => {
    expect(unlisted(rows, endpoints, '')).toEqual([]);
    expect(unlisted(rows, endpoints, 'two words')).toEqual([]);
  });
});
