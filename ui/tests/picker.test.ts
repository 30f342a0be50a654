// The picker's search, filters, sections and ids that no list holds.

import { beforeEach, describe, expect, it } from 'vitest';
import { useDoor } from '../src/ipc';
import { fakePort } from '../src/ipc/fake';
import { AIHUBMIX, OLLAMA } from '../src/ipc/fake-data';
import { sampleCatalogue } from '../src/ipc/fake-models';
import { Catalogue, perMillion, tokens, TOOLS, VISION } from '../src/picker/catalogue';
import { PickerState } from '../src/picker/picker.svelte';
import { unlisted } from '../src/picker/search';
import { app } from '../src/state/app.svelte';

const NONE = new Set<string>();
const catalogue = new Catalogue(sampleCatalogue(5000, 6));
const ids = (text: string, filters: Set<string> = NONE) => catalogue.match(text, filters).map((row) => catalogue.id(row));

describe('searching', () => {
  it('puts an exact id first', () => expect(ids('gpt-5.4').slice(0, 7)).toEqual([...Array<string>(6).fill('gpt-5.4'), 'gpt-5.4-mini']));
  it('finds words in id, provider, endpoint and what it can do', () => {
    expect(ids('groq kimi')).toEqual(['kimi-k2.6']);
    expect(ids('openai ollama vision')).toEqual(['gpt-5.4']);
  });
  it('shows everything before typing', () => expect(ids(' ')).toHaveLength(30_000));
});

describe('filters', () => {
  it('take any endpoint, maker and price, and all that a model must do', () => {
    expect(new Set(catalogue.match('', new Set(['endpoint:e1', 'endpoint:e2'])).map((row) => catalogue.row(row).endpoint))).toEqual(new Set(['e1', 'e2']));
    const both = catalogue.match('', new Set([`can:${VISION}`, `can:${TOOLS}`]));
    expect(both.length).toBeGreaterThan(0);
    expect(both.every((row) => (catalogue.row(row).can & 3) === 3)).toBe(true);
    expect(catalogue.match('', new Set(['price:free'])).every((row) => catalogue.isFree(row))).toBe(true);
    expect(catalogue.match('', new Set(['price:1'])).some((row) => catalogue.row(row).price?.output === 5e9)).toBe(false);
    expect(catalogue.match('', new Set(['long'])).every((row) => catalogue.row(row).context >= 200_000)).toBe(true);
  });
  it('count what they would leave', () => {
    const counts = catalogue.counts();
    for (const name of ['endpoint:e3', `can:${TOOLS}`, 'long', 'price:free', 'price:5', 'vendor:OpenAI']) expect(counts.get(name)).toBe(catalogue.match('', new Set([name])).length);
  });
});

describe('an id no list holds', () => {
  const endpoints = [{ id: 'e1' }, { id: 'e7' }];
  it('is offered at every endpoint', () => expect(unlisted(catalogue, endpoints, 'new/model:beta')).toEqual(endpoints));
  it('is not offered where it is listed', () => expect(unlisted(catalogue, endpoints, 'kimi-k2.6')).toEqual([{ id: 'e7' }]));
  it('is not offered for nothing or for words', () => {
    expect(unlisted(catalogue, endpoints, '')).toEqual([]);
    expect(unlisted(catalogue, endpoints, 'two words')).toEqual([]);
  });
});

describe('figures', () => {
  it('are short', () => {
    expect([tokens(262_144), tokens(200_000), tokens(1_048_576), tokens(1_000_000), tokens(512)]).toEqual(['256K', '200K', '1M', '1M', '512']);
    expect([perMillion(0.15e9), perMillion(25e9), perMillion(2_000_000), perMillion(null)]).toEqual(['0.15', '25.00', '0.002', null]);
  });
});

describe('what is kept at hand', () => {
  beforeEach(() => {
    useDoor(fakePort(new URLSearchParams()));
    app.endpoints = [AIHUBMIX, OLLAMA];
  });

  it('stands above the rest, each model once', async () => {
    const picker = new PickerState([]);
    await picker.read();
    const model = { endpoint: 'e1', model: 'kimi-k2.6' };
    await picker.favour(model);
    expect(picker.entries[0]).toBe('favourites');
    expect(picker.at(1)).toMatchObject(model);
    expect(picker.entries[2]).toBe('all');
    expect(picker.length).toBe(10_000);
    expect(picker.at(picker.active)).toMatchObject(model);
    picker.move(1);
    expect(picker.place(picker.active)).toBe(2);
    picker.filter('endpoint:e2');
    expect(picker.entries).not.toContain('favourites');
    expect(picker.hits).toBe(5000);
    picker.clear();
    expect(picker.entries[0]).toBe('favourites');
  });

  it('keeps, takes, renames and forgets a set', async () => {
    const picker = new PickerState([{ endpoint: 'e1', model: 'glm-5' }]);
    await picker.keep('Fast');
    picker.toggle({ endpoint: 'e2', model: 'own-model' });
    expect(picker.current).toBeNull();
    await picker.keep('Two');
    picker.take(picker.shelf.sets[0] ?? { name: '', models: [] });
    expect(picker.chosen).toHaveLength(1);
    await picker.keep('Quick');
    expect(picker.shelf.sets.map((set) => set.name)).toEqual(['Quick', 'Two']);
    await picker.forget('Two');
    expect(picker.shelf.sets).toHaveLength(1);
  });
});
