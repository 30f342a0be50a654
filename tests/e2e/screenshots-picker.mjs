// Pictures of the model picker in the real window: `npm run screenshots:picker`, into docs/screenshots.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryKey, invoke } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { RICH } from './lib/models.mjs';
import { answer } from './lib/script.mjs';
import { startScripted } from './lib/servers.mjs';
import { shrink } from './lib/shrink.mjs';
import { openWindow } from './lib/window.mjs';

const PLACE = join(dirname(fileURLToPath(import.meta.url)), '../../docs/screenshots');
const GONE = { status: 404, headers: { 'content-type': 'application/json' }, framing: 'length', steps: [{ bytes: '{"error":{"message":"gone","code":"model_retired"}}' }] };

async function take(window, name) {
  // Two frames: one to draw in, one to know that it was shown.
  await window.driver.executeAsyncScript('const done = arguments[0]; document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300))))');
  const file = join(PLACE, `${name}.png`);
  await mkdir(dirname(file), { recursive: true });
  await window.picture(file);
  await shrink(file);
  console.log(file);
}

/** Two endpoints, a chat whose models are recent, two favourites, two sets, a retired model. */
async function prepare(desktop, servers) {
  const open = (options) => openWindow(desktop, options);
  const serve = async (script) => {
    const server = await startScripted(desktop, script);
    servers.push(server);
    return server;
  };
  const { window, page, server } = await connected({ open, serve }, { models: RICH, tabs: ['kimi-k2.6', 'gemini-3-flash', 'o4-mini'], answers: { 'o4-mini': [GONE], '*': [answer('Yes.')] } });
  await page.ask('Hello');
  await page.select('o4-mini');
  await page.answer('failed');
  const key = canaryKey();
  const other = await serve({ key, models: RICH.slice(1, 9), answers: { '*': [answer('Yes.')] } });
  const form = { id: null, name: 'OpenRouter', base_url: other.url, key: { kind: 'typed', value: key }, session_only: true, accept_plain_http: false };
  await invoke(page, 'save_endpoint', { command: crypto.randomUUID(), form });
  const [first, second] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  const at = (endpoint, ...models) => models.map((model) => ({ endpoint: endpoint.id, model }));
  const command = () => crypto.randomUUID();
  for (const model of [...at(first, 'deepseek-v3.2'), ...at(second, 'glm-4.7-flash-free')]) await invoke(page, 'set_favourite', { command: command(), model, on: true });
  await invoke(page, 'save_set', { command: command(), name: 'Fast 3', models: [...at(first, 'kimi-k2.6'), ...at(second, 'claude-haiku-4-5'), ...at(first, 'gemini-3-flash')] });
  await invoke(page, 'save_set', { command: command(), name: 'Frontier 4', models: at(first, 'gpt-5.4', 'claude-opus-4-6', 'gemini-3.1-pro', 'qwen3-max') });
  return { window, server };
}

async function show(page) {
  await page.press('add-tab');
  await page.press('picker-set', { 'data-name': 'Fast 3' });
  await page.driver.actions().move({ x: 5, y: 5 }).perform();
}

const desktop = await startDesktop();
const servers = [];
const { window } = await prepare(desktop, servers);
for (const [width, height] of [[1280, 800], [720, 800]]) {
  await window.resize(width, height);
  for (const theme of ['light', 'dark']) {
    await invoke(window.page, 'set_theme', { theme });
    await window.page.reload();
    await show(window.page);
    if (width > 860) await window.page.press('picker-facet', { 'data-facet': 'can:2' });
    await take(window, `${width}x${height}/picker-full-${theme}`);
    if (width > 860) {
      await window.page.type('model-search', 'o4-mini');
      await take(window, `${width}x${height}/picker-retired-${theme}`);
      await window.page.press('picker-price');
      await take(window, `${width}x${height}/picker-price-${theme}`);
    }
  }
}
await window.discard();
for (const server of servers) await server.stop();
await desktop.stop();
