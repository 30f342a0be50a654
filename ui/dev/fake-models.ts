// The stand-in's catalogue: thousands of models at several endpoints, and what a person keeps at hand.

import type { CatalogueView, ModelRef, Price, PickerPreferences } from '../src/ipc/bindings';

const NAMES = [
  'claude-haiku-4-5',
  'claude-opus-4-6',
  'deepseek-v3.2',
  'gemini-3-flash',
  'glm-5',
  'gpt-5.4',
  'gpt-5.4-mini',
  'kimi-k2.6',
  'mistral-large-3',
];
const ENDPOINTS = ['AiHubMix', 'Ollama', 'OpenRouter', 'Together', 'DeepInfra', 'Groq'];
const VENDORS = ['Anthropic', 'DeepSeek', 'Google', 'Zhipu', 'OpenAI', 'Moonshot', 'Mistral'];
/** The models by name, each with its maker's number plus one. */
const MAKER = [1, 1, 2, 3, 4, 5, 5, 6, 7];
const FREE: Price = {
  input: 0,
  output: 0,
  cached: null,
  cache_write: null,
  reasoning: null,
  request: null,
  source: 'list',
};
const PRICES: Price[] = [FREE, { ...FREE, input: 1e9, output: 5e9 }, { ...FREE, input: 0.15e9, output: 0.6e9 }];

/** So many models at each of so many endpoints; the first are the named ones. */
export function sampleCatalogue(models = 5000, endpoints = 6): CatalogueView {
  const ids = [
    ...NAMES,
    ...Array.from({ length: models - NAMES.length }, (_, at) => `sample-${String(at).padStart(4, '0')}`),
  ];
  const rows = ids.flatMap((_, id) => Array.from({ length: endpoints }, (__, endpoint) => ({ id, endpoint })));
  return {
    endpoints: ENDPOINTS.slice(0, endpoints).map((name, at) => ({
      id: `e${at + 1}`,
      name,
      fetched_ms: Date.now() - 7_200_000,
      failure: null,
    })),
    models: ids,
    vendors: VENDORS,
    prices: PRICES,
    marks: [{ endpoint: 'e1', model: 'glm-5', code: 'unknown_model', at_ms: Date.now() - 3_600_000 }],
    model: rows.map(({ id }) => id),
    endpoint: rows.map(({ endpoint }) => endpoint),
    vendor: rows.map(({ id }) => MAKER[id] ?? 0),
    price: rows.map(({ id }) => id % 4),
    can: rows.map(({ id }) => id % 8),
    context: rows.map(({ id }) => (id % 3) * 131_072),
    output: rows.map(({ id }) => (id % 2) * 16_384),
  };
}

/** The picker's commands, with preferences in memory. */
export function shelfCommands() {
  let shelf: PickerPreferences = { favourites: [], recents: [], sets: [] };
  const without = (models: ModelRef[], model: ModelRef) =>
    models.filter((held) => held.endpoint !== model.endpoint || held.model !== model.model);
  const now = (more: Partial<PickerPreferences>): PickerPreferences => (shelf = { ...shelf, ...more });
  return {
    catalogue: async ({ refresh }: { refresh: boolean }) => {
      if (refresh) await new Promise((done) => setTimeout(done, 900));
      return sampleCatalogue(5000, 2);
    },
    shelf: () => shelf,
    set_favourite: ({ model, on }: { model: ModelRef; on: boolean }) =>
      now({ favourites: [...without(shelf.favourites, model), ...(on ? [model] : [])] }),
    note_recent: ({ models }: { models: ModelRef[] }) =>
      now({ recents: [...models, ...models.reduce(without, shelf.recents)].slice(0, 8) }),
    save_set: ({ name, models }: { name: string; models: ModelRef[] }) =>
      now({ sets: [...shelf.sets.filter((set) => set.name !== name), { name, models }] }),
    rename_set: ({ from, to }: { from: string; to: string }) =>
      now({ sets: shelf.sets.map((set) => (set.name === from ? { ...set, name: to } : set)) }),
    remove_set: ({ name }: { name: string }) => now({ sets: shelf.sets.filter((set) => set.name !== name) }),
  };
}
