// The picker's search, filters, sections and ids that no list holds.

import { setBackend } from '../src/ipc';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakePort } from '../dev/fake';
import { AIHUBMIX, OLLAMA } from '../dev/fake-data';
import { sampleCatalogue } from '../dev/fake-models';
import { Catalogue, exactly, perMillion, tokens, TOOLS, VISION } from '../src/picker/catalogue';
import { PickerState } from '../src/picker/pickerState.svelte';
import { unlisted } from '../src/picker/entries';
import { app } from '../src/shared/app.svelte';

const NONE = new Set<string>();
const catalogue = new Catalogue(sampleCatalogue(5000, 6));
const ids = (text: string, filters: Set<string> = NONE) =>
  catalogue.match(text, filters).map((row) => catalogue.id(row));

describe('searching', () => {
  it('puts an exact id first', () =>
    expect(ids('gpt-5.4').slice(0, 7)).toEqual([...Array<string>(6).fill('gpt-5.4'), 'gpt-5.4-mini']));
  it('finds words in id, provider, endpoint and what it can do', () => {
    expect(ids('groq kimi')).toEqual(['kimi-k2.6']);
    expect(ids('openai ollama vision')).toEqual(['gpt-5.4']);
  });
  it('shows everything before typing', () => expect(ids(' ')).toHaveLength(30_000));
});

describe('the work of a key press', () => {
  afterEach(() => vi.restoreAllMocks());

  /** How many ids and rows a search looks at. */
  function counting(): {
    catalogue: Catalogue;
    count: (typed: string, filters?: Set<string>) => { texts: number; rows: number };
  } {
    const view = sampleCatalogue(5000, 6);
    let rows = 0;
    view.model = new Proxy(view.model, {
      get: (column, at, self) => (
        (rows += typeof at === 'string' && /^\d+$/.test(at) ? 1 : 0),
        Reflect.get(column, at, self) as unknown
      ),
    });
    const catalogue = new Catalogue(view);
    const includes = vi.spyOn(String.prototype, 'includes');
    const count = (typed: string, filters: Set<string> = NONE) => {
      [rows] = [0];
      includes.mockClear();
      catalogue.match(typed, filters);
      return { texts: includes.mock.calls.length, rows };
    };
    return { catalogue, count };
  }

  it('looks at each id once, and where words grow only at what was found before', () => {
    const { count } = counting();
    const first = count('s');
    expect(first.texts).toBeLessThan(5000 + 100);
    expect(count('sa').texts).toBeLessThan(5000 + 100);
    count('sample-499');
    expect(count('sample-4999').texts).toBeLessThan(10 + 100);
    expect(count('sample-4999').rows).toBeLessThan(100);
  });

  it('takes a letter back without a search', () => {
    const { catalogue, count } = counting();
    for (const typed of ['k', 'ki', 'kim', 'kimi']) count(typed);
    const before = catalogue.match('kim', NONE).length;
    expect(before).toBe(6);
    count('kimi');
    expect(count('kim').texts).toBe(0);
  });

  it('goes on within the filters, and begins anew with others', () => {
    const { catalogue, count } = counting();
    const groq = new Set(['endpoint:e6']);
    count('', groq);
    expect(count('kimi', groq).rows).toBeLessThan(5000 + 100 + 100);
    expect(catalogue.match('kimi', NONE)).toHaveLength(6);
    expect(catalogue.match('kimi', groq)).toHaveLength(1);
    expect(catalogue.match('kimi vision', groq)).toHaveLength(1);
    expect(catalogue.match('gpt', NONE)).toHaveLength(12);
  });

  it('finds the same whatever was searched before', () => {
    const walked = new Catalogue(sampleCatalogue(300, 3));
    for (const typed of [
      'g',
      'gp',
      'gpt vision',
      'gpt',
      'openai',
      'openai free',
      'open',
      '',
      'long',
      'lo context',
      'sample-02 tools',
      'e',
    ]) {
      expect(walked.match(typed, NONE)).toEqual(new Catalogue(sampleCatalogue(300, 3)).match(typed, NONE));
    }
  });
});

describe('filters', () => {
  it('take any endpoint, maker and price, and all that a model must do', () => {
    expect(
      new Set(catalogue.match('', new Set(['endpoint:e1', 'endpoint:e2'])).map((row) => catalogue.row(row).endpoint)),
    ).toEqual(new Set(['e1', 'e2']));
    const both = catalogue.match('', new Set([`can:${VISION}`, `can:${TOOLS}`]));
    expect(both.length).toBeGreaterThan(0);
    expect(both.every((row) => (catalogue.row(row).can & 3) === 3)).toBe(true);
    expect(catalogue.match('', new Set(['price:free'])).every((row) => catalogue.isFree(row))).toBe(true);
    expect(catalogue.match('', new Set(['price:1'])).some((row) => catalogue.row(row).price?.output === 5e9)).toBe(
      false,
    );
    expect(catalogue.match('', new Set(['long'])).every((row) => catalogue.row(row).context >= 200_000)).toBe(true);
  });
  it('count what they would leave', () => {
    const counts = catalogue.counts();
    for (const name of ['endpoint:e3', `can:${TOOLS}`, 'long', 'price:free', 'price:5', 'vendor:OpenAI'])
      expect(counts.get(name)).toBe(catalogue.match('', new Set([name])).length);
  });
});

describe('an id no list holds', () => {
  const endpoints = [{ id: 'e1' }, { id: 'e7' }];
  it('is offered at every endpoint', () => expect(unlisted(catalogue, endpoints, 'new/model:beta')).toEqual(endpoints));
  it('is not offered where it is listed', () =>
    expect(unlisted(catalogue, endpoints, 'kimi-k2.6')).toEqual([{ id: 'e7' }]));
  it('is not offered for nothing or for words', () => {
    expect(unlisted(catalogue, endpoints, '')).toEqual([]);
    expect(unlisted(catalogue, endpoints, 'two words')).toEqual([]);
  });
});

describe('figures', () => {
  it('are short', () => {
    expect([tokens(262_144), tokens(200_000), tokens(1_048_576), tokens(1_000_000), tokens(512)]).toEqual([
      '256K',
      '200K',
      '1M',
      '1M',
      '512',
    ]);
    expect([exactly(0.125e9), exactly(10e9), exactly(0), exactly(1), exactly(null)]).toEqual([
      '0.125',
      '10',
      '0',
      '0.000000001',
      '',
    ]);
    expect([perMillion(0.15e9), perMillion(25e9), perMillion(2_000_000), perMillion(null)]).toEqual([
      '0.15',
      '25.00',
      '0.002',
      null,
    ]);
  });
});

describe('what is kept at hand', () => {
  beforeEach(() => {
    setBackend(fakePort(new URLSearchParams()));
    app.endpoints = [AIHUBMIX, OLLAMA];
  });

  it('stands above the rest, each model once', async () => {
    const picker = new PickerState([]);
    await picker.read();
    const model = { endpoint: 'e1', model: 'kimi-k2.6' };
    await picker.toggleFavourite(model);
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

  it('takes a model any number of times, each told apart, up to what has room', () => {
    const kimi = { endpoint: 'e1', model: 'kimi-k2.6' };
    const glm = { endpoint: 'e1', model: 'glm-5' };
    const picker = new PickerState([], 4);
    const row = picker.lists.catalogue.unlisted(kimi, 'AiHubMix', false);
    picker.toggle(kimi);
    expect(picker.choice.twin(0, [])).toBe(0);
    expect(picker.choice.twin(0, [kimi])).toBe(2);
    picker.toggle(glm);
    picker.more(row);
    picker.more(row);
    picker.more(row);
    expect(picker.choice.chosen).toEqual([kimi, glm, kimi, kimi]);
    expect([0, 1, 2, 3].map((at) => picker.choice.twin(at, []))).toEqual([0, 0, 2, 3]);
    expect([picker.choice.count(kimi), picker.choice.ordinal(kimi)]).toEqual([3, 1]);
    picker.fewer(row);
    expect(picker.choice.chosen).toEqual([kimi, glm, kimi]);
    picker.choice.drop(0);
    expect(picker.choice.chosen).toEqual([glm, kimi]);
    picker.fewer(row);
    expect(picker.choice.chosen).toEqual([glm]);
    picker.more(row);
    picker.more(row);
    picker.toggle(kimi);
    expect(picker.choice.chosen).toEqual([glm]);
  });

  it('keeps, takes, renames and forgets a set', async () => {
    const picker = new PickerState([{ endpoint: 'e1', model: 'glm-5' }]);
    await picker.preferences.saveSet('Fast', picker.choice.chosen);
    picker.toggle({ endpoint: 'e2', model: 'own-model' });
    expect(picker.currentSet).toBeNull();
    await picker.preferences.saveSet('Two', picker.choice.chosen);
    picker.chooseSet(picker.preferences.shelf.sets[0] ?? { name: '', models: [] });
    expect(picker.choice.chosen).toHaveLength(1);
    await picker.preferences.saveSet('Quick', picker.choice.chosen);
    expect(picker.preferences.shelf.sets.map((set) => set.name)).toEqual(['Quick', 'Two']);
    await picker.preferences.removeSet('Two');
    expect(picker.preferences.shelf.sets).toHaveLength(1);
  });
});
