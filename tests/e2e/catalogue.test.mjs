// The model picker as a person uses it: filters, favourites, sets, prices by hand, marks, and very long lists.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { invoke } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { RICH } from './lib/models.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();

const listed = (page) => page.script(`return [...document.querySelectorAll('[data-testid="model-option"]')].map((row) => row.dataset.model)`);
const headings = (page) => page.script(`return [...document.querySelectorAll('.option-group')].map((each) => each.textContent)`);
const option = (page, model) => page.script('return document.querySelector(arguments[0])?.textContent.replace(/\\s+/g, " ") ?? null', `[data-testid="model-option"][data-model="${model}"]`);

async function search(page, text) {
  await page.type('model-search', text, { replace: true });
  await until(`${text} comes first`, async () => (await listed(page))[0] === text);
}

scenario('filters, favourites, sets and prices by hand narrow the list down and are kept', async (parts) => {
  const { page, window, server } = await connected(parts, { models: RICH, tabs: ['kimi-k2.6', 'gpt-5.4'], answers: { '*': [answer('Yes.')] } });
  await page.press('add-tab');
  await page.find('model-option', { 'data-model': 'claude-haiku-4-5' });
  assert.match(await page.text('picker-age'), /list from just now|list from .* ago/);
  assert.equal((await server.requests('/models')).length, 0, 'a fresh list is not read again');
  assert.deepEqual(await headings(page), ['Recent', 'All, by name']);
  assert.match(await option(page, 'claude-haiku-4-5'), /Anthropic.*200K.*Vision.*Tools.*Reasoning.*1\.00\s*5\.00/);

  await page.press('picker-facet', { 'data-facet': 'price:free' });
  await until('only the free one is left', async () => JSON.stringify(await listed(page)) === '["glm-4.7-flash-free"]');
  await page.press('picker-clear');
  await page.press('picker-facet', { 'data-facet': 'can:1' });
  await page.press('picker-facet', { 'data-facet': 'vendor:Google' });
  await until('what sees and is Google’s is left', async () => JSON.stringify(await listed(page)) === '["gemini-3-flash","gemini-3.1-pro"]');
  await page.press('picker-clear');
  assert.equal(await page.has('picker-clear'), false);

  await search(page, 'qwen3-8b');
  assert.match(await option(page, 'qwen3-8b'), /––$/);
  await page.press('picker-favourite');
  await page.press('picker-price');
  await page.type('price-input', '0.2');
  await page.type('price-output', 'much');
  await page.press('price-save');
  await until('what is no price is said', () => page.script(`return document.querySelector('[data-testid="price-output"]')?.getAttribute('aria-invalid') === 'true'`));
  await page.type('price-output', '0.75', { replace: true });
  await page.press('price-save');
  await until('the price is shown', async () => /0\.20\s*0\.75/.test(await option(page, 'qwen3-8b')));

  await page.press('model-option', { 'data-model': 'qwen3-8b' });
  await search(page, 'o4-mini');
  await page.press('model-option', { 'data-model': 'o4-mini' });
  await page.press('set-keep');
  await page.type('set-name', `Fast 2${Key.ENTER}`);
  await page.find('picker-set', { 'data-name': 'Fast 2' });
  await page.type('model-search', Key.ESCAPE);
  await page.gone('model-picker');

  await window.close();
  await window.open();
  await window.page.press('add-tab');
  await window.page.find('model-option', { 'data-model': 'qwen3-8b' });
  assert.deepEqual(await headings(window.page), ['Recent', 'Favourites', 'All, by name']);
  assert.match(await option(window.page, 'qwen3-8b'), /0\.20\s*0\.75/);
  await window.page.press('picker-set', { 'data-name': 'Fast 2' });
  await window.page.press('picker-apply');
  await window.page.gone('model-picker');
  assert.deepEqual((await window.page.tabs()).map((tab) => tab.model), ['kimi-k2.6', 'gpt-5.4', 'qwen3-8b', 'o4-mini']);
});

scenario('a model the server says is gone is marked, until it answers again', async (parts) => {
  const gone = { status: 404, headers: { 'content-type': 'application/json' }, framing: 'length', steps: [{ bytes: '{"error":{"message":"This model is retired.","code":"model_retired"}}' }] };
  const { page } = await connected(parts, { models: RICH, tabs: ['o4-mini'], answers: { 'o4-mini': [gone, answer('Here again.')] } });
  await page.ask('Hello');
  await page.answer('failed');
  await page.press('add-tab');
  await page.find('model-option', { 'data-model': 'o4-mini', 'data-mark': 'unknown_model' });
  assert.match(await option(page, 'o4-mini'), /Retired/);
  await page.type('model-search', Key.ESCAPE);
  await page.gone('model-picker');
  await page.ask('Hello?');
  await page.answer('done');
  await page.press('add-tab');
  await page.find('model-option', { 'data-model': 'o4-mini' });
  assert.equal(await page.has('model-option', { 'data-mark': 'unknown_model' }), false);
});

scenario('five thousand models at six endpoints are a few rows in the page', async (parts) => {
  const many = Array.from({ length: 5000 }, (_, at) => ({ id: `sample-${String(at).padStart(4, '0')}`, owned_by: `maker-${at % 40}`, features: ['tools'], context_length: 100_000 + at }));
  const { page, server, key } = await connected(parts, { models: [...RICH, ...many], tabs: ['kimi-k2.6'], answers: { '*': [answer('Yes.')] } });
  for (let at = 2; at <= 6; at += 1) {
    await invoke(page, 'save_endpoint', { command: crypto.randomUUID(), form: { id: null, name: `Endpoint ${at}`, base_url: server.url, key: { kind: 'typed', value: key }, session_only: true, accept_plain_http: false } });
  }
  await page.reload();
  await page.press('add-tab');
  await page.find('model-option', { 'data-model': 'kimi-k2.6' });
  await until('all rows are known', () => page.script(`return Number(document.querySelector('[data-testid="model-option"]').getAttribute('aria-setsize')) === 30084`));
  const rows = () => page.script(`return document.querySelectorAll('#picker-options [role=option]').length`);
  assert.ok((await rows()) < 80, `${await rows()} rows are in the page`);
  await page.script(`const list = document.getElementById('picker-options'); list.scrollTop = list.scrollHeight`);
  await until('the last row is shown', () => page.script(`return !!document.querySelector('#picker-options [aria-posinset="30084"]')`));
  assert.ok((await rows()) < 80);
  const times = await page.driver.executeAsyncScript(MEASURE);
  console.log(`keypress to rows, ms, 30,084 rows: ${times.map((ms) => ms.toFixed(1)).join(' ')}; median ${times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)].toFixed(1)}`);
  await until('the rows found are shown', async () => (await listed(page))[0] === 'sample-4999');
});

/** Runs in the page: types letter by letter, and takes the time until the frame after the rows have changed. */
const MEASURE = `
  const done = arguments[0];
  const field = document.querySelector('[data-testid="model-search"]');
  const frame = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
  (async () => {
    const times = [];
    for (const length of Array.from('sample-4999', (_, at) => at + 1)) {
      field.value = 'sample-4999'.slice(0, length);
      const began = performance.now();
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await frame();
      times.push(performance.now() - began);
    }
    done(times);
  })();`;
