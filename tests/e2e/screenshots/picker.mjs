// Pictures of the model picker.
import { Key } from 'selenium-webdriver';
import { canaryKey, invoke } from '../lib/canary.mjs';
import { connected } from '../lib/connected.mjs';
import { RICH } from '../lib/models.mjs';
import { anew, onStage, SIZES, still, THEMES } from '../lib/pictures.mjs';
import { python } from '../lib/processes.mjs';
import { answer } from '../lib/script.mjs';

const GONE = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  framing: 'length',
  steps: [{ bytes: '{"error":{"message":"gone","code":"model_retired"}}' }],
};

/** Two endpoints, a chat whose models are recent, two favourites, two sets, a retired model. */
async function prepare(parts) {
  const { window, page } = await connected(parts, {
    models: RICH,
    tabs: ['kimi-k2.6', 'gemini-3-flash', 'o4-mini'],
    answers: { 'o4-mini': [GONE], '*': [answer('Yes.')] },
  });
  await page.ask('Hello');
  await page.select('o4-mini');
  await page.answer('failed');
  const key = canaryKey();
  const other = await parts.serve({ key, models: RICH.slice(1, 9), answers: { '*': [answer('Yes.')] } });
  const form = {
    id: null,
    name: 'OpenRouter',
    base_url: other.url,
    key: { kind: 'typed', value: key },
    session_only: true,
    accept_plain_http: false,
  };
  await invoke(page, 'save_endpoint', { command: crypto.randomUUID(), form });
  const [first, second] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  const at = (endpoint, ...models) => models.map((model) => ({ endpoint: endpoint.id, model }));
  const command = () => crypto.randomUUID();
  for (const model of [...at(first, 'deepseek-v3.2'), ...at(second, 'glm-4.7-flash-free')])
    await invoke(page, 'set_favourite', { command: command(), model, on: true });
  await invoke(page, 'save_set', {
    command: command(),
    name: 'Fast 3',
    models: [...at(first, 'kimi-k2.6'), ...at(second, 'claude-haiku-4-5'), ...at(first, 'gemini-3-flash')],
  });
  await invoke(page, 'save_set', {
    command: command(),
    name: 'Frontier 4',
    models: at(first, 'gpt-5.4', 'claude-opus-4-6', 'gemini-3.1-pro', 'qwen3-max'),
  });
  return window;
}

async function show(page) {
  await page.press('add-tab');
  await page.press('picker-set', { 'data-name': 'Fast 3' });
  await page.driver.actions().move({ x: 5, y: 5 }).perform();
}

async function picturesAt(window, [width, height], theme) {
  const { page } = window;
  const take = (name) => still(window, `${width}x${height}/${name}-${theme}`);
  await anew(show)(page, theme);
  const wide = width > 860;
  if (wide) await page.press('picker-facet', { 'data-facet': 'can:2' });
  await take('picker-full');
  // One of them twice, its row between others.
  await page.script(
    `document.querySelector('[data-testid="model-option"][aria-selected="true"] [data-testid="picker-more"]').click()`,
  );
  await page.find('picker-times');
  await take('picker-twice');
  if (!wide) await page.press('picker-price');
  if (!wide) return take('picker-price');
  await page.type('model-search', 'o4-mini');
  await take('picker-retired');
  await page.press('picker-price');
  await take('picker-price');
}

await onStage(async (parts) => {
  const window = await prepare(parts);
  for (const size of SIZES) {
    await window.resize(...size);
    for (const theme of THEMES) await picturesAt(window, size, theme);
  }
});

/** The notice of a closed tab, and a list whose server is away. */
await onStage(async (parts) => {
  const { window, page, server } = await connected(parts, {
    models: RICH,
    tabs: ['kimi-k2.6', 'gpt-5.4', 'claude-haiku-4-5'],
    answers: { '*': [answer('Yes. It is the same in every respect that matters here.')] },
  });
  await page.ask('Is that so?');
  await page.answer('done');
  const shot = async (name) => {
    for (const size of SIZES) {
      await window.resize(...size);
      for (const theme of THEMES)
        await anew(name.show)(window.page, theme).then(() =>
          still(window, `${size[0]}x${size[1]}/${name.name}-${theme}`),
        );
    }
  };
  const close = async (page) => {
    await page.press('model-tab', { 'data-model': 'gpt-5.4' });
    await page.type('composer', Key.chord(Key.CONTROL, 'w'));
    await page.find('toast-act');
  };
  const back = async (page) => {
    if ((await page.tabs()).length < 3) await page.type('composer', Key.chord(Key.CONTROL, Key.SHIFT, 't'));
    await page.find('model-tab', { 'data-model': 'gpt-5.4' });
    await close(page);
  };
  await shot({ name: 'tab-closed', show: back });
  await window.close();
  await python('age_lists.py', window.data, '2');
  await server.stop();
  await window.open();
  await shot({
    name: 'picker-offline',
    show: async (page) => {
      await page.press('add-tab');
      await page.find('picker-retry');
    },
  });
});
