// Pictures of figures and budgets, for the documentation: `npm run screenshots:figures`.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryKey, invoke } from './lib/canary.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { until } from './lib/processes.mjs';
import { answer, paced, reply } from './lib/script.mjs';
import { startScripted } from './lib/servers.mjs';
import { shrink } from './lib/shrink.mjs';
import { openWindow } from './lib/window.mjs';

const PLACE = join(dirname(fileURLToPath(import.meta.url)), '../../docs/screenshots');
const MODELS = ['claude-haiku-4-5', 'gemini-3-flash', 'kimi-k2.6'];
const told = (words, perSecond, out) => reply(paced('word ', perSecond, words), { finish: 'stop' }, { usage: [512, out] }, 'done');
const thought = reply({ paced: { text: 'hm ', per_second: 60, repeat: 60, reasoning: true } }, paced('word ', 80, 120), { finish: 'stop' }, { usage: [512, 904] }, 'done');
const ANSWERS = { 'kimi-k2.6': [thought, answer('Yes.')], 'claude-haiku-4-5': [told(140, 58, 684), answer('Yes.')], 'gemini-3-flash': [told(150, 96, 640), answer('Yes.')] };
const PRICES = { 'kimi-k2.6': '4.5', 'claude-haiku-4-5': '5.8', 'gemini-3-flash': '3.2' };

async function take(window, name, show) {
  const { page, driver } = window;
  for (const size of [[1280, 800], [720, 800]]) {
    await window.resize(...size);
    for (const theme of ['light', 'dark']) {
      await invoke(page, 'set_theme', { theme });
      await page.reload();
      await show(page);
      await driver.executeAsyncScript('const done = arguments[0]; document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 400))))');
      const file = join(PLACE, `${size.join('x')}/${name}-${theme}.png`);
      await mkdir(dirname(file), { recursive: true });
      await window.picture(file);
      await shrink(file);
      console.log(file);
    }
  }
  await window.resize(1280, 800);
}

async function figures(page) {
  await page.press('open-figures');
  await page.find('plot-time');
}

async function budgets(page) {
  await invoke(page, 'set_budgets', { form: { send: '', day: '0.01', month: '20', warn: '0.25', stop_rest: false } });
  if (!(await page.has('open-settings'))) await page.press('show-sidebar');
  await page.press('open-settings');
  await page.find('spent-month');
  await page.script(`document.getElementById('set-budgets').scrollIntoView()`);
}

async function capped(page) {
  await page.find('composer');
  await page.select('kimi-k2.6');
  await page.find('answer-error', { 'data-code': 'cap_reached' });
}

async function story(window, server, key) {
  const { page } = window;
  await page.connect({ url: server.url, key });
  await page.gone('onboarding');
  await server.replaceScript({ key, models: MODELS, answers: ANSWERS });
  const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  for (const [model, output] of Object.entries(PRICES)) {
    await invoke(page, 'set_price', { command: crypto.randomUUID(), model: { endpoint: endpoint.id, model }, price: { input: '0.3', output, cached: null, reasoning: null } });
  }
  await page.choose(['kimi-k2.6', 'claude-haiku-4-5', 'gemini-3-flash']);
  await page.ask('How should I space the retries after a 429?');
  await until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  await take(window, 'figures', figures);
  await take(window, 'budgets', budgets);
  await page.reload();
  await page.press('parameters');
  await page.type('parameter-max_tokens', '4000', { replace: true });
  await (await page.find('parameters-sheet')).sendKeys('\uE00C');
  await page.ask('And for how long in all?');
  await until('none is asked', async () => (await page.tabs()).some((tab) => tab.state === 'failed'));
  await take(window, 'cap-reached', capped);
  await window.close();
}

const desktop = await startDesktop();
const key = canaryKey();
const server = await startScripted(desktop, { key, models: MODELS, answers: { '*': [answer('Yes.')] } });
try {
  await story(await openWindow(desktop), server, key);
} finally {
  await server.stop();
  await desktop.stop();
}
