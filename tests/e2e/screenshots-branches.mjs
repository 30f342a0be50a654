// Pictures of conversations that went another way, for the documentation.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryKey, invoke } from './lib/canary.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { until } from './lib/processes.mjs';
import { answer } from './lib/script.mjs';
import { startScripted } from './lib/servers.mjs';
import { shrink } from './lib/shrink.mjs';
import { openWindow } from './lib/window.mjs';

const PLACE = join(dirname(fileURLToPath(import.meta.url)), '../../docs/screenshots');
const MODELS = ['claude-haiku-4-5', 'gemini-3-flash', 'kimi-k2.6'];
const CAP = 'Before each retry, wait a **random** time between 0 and the cap.\n\n- **Retry** 408, 429 and 5xx.\n- **Obey** `Retry-After` when the server sends it.';
const SHORT = 'Double the wait after each try, up to 30 seconds, and add jitter.\n\nStop after six tries.';
const ANSWERS = { 'kimi-k2.6': [answer(CAP), answer(`${CAP}\n\nGive up after 60 s.`), answer(SHORT), answer(CAP)], '*': [answer(SHORT)] };

async function take({ page, driver, window }, name) {
  for (const theme of ['light', 'dark']) {
    await page.script('document.documentElement.dataset.theme = arguments[0]', theme);
    await driver.executeAsyncScript('const done = arguments[0]; document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 400))))');
    const file = join(PLACE, `${name}-${theme}.png`);
    await mkdir(dirname(file), { recursive: true });
    await window.picture(file);
    await shrink(file);
    console.log(file);
  }
}

async function both(window, name) {
  const parts = { page: window.page, driver: window.driver, window };
  for (const [width, height] of [[1280, 800], [720, 800]]) {
    await window.resize(width, height);
    await take(parts, `${width}x${height}/${name}`);
  }
  await window.resize(1280, 800);
}

async function story(window, server, key) {
  const { page } = window;
  const done = () => until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  await page.connect({ url: server.url, key });
  await page.gone('onboarding');
  await server.replaceScript({ key, models: MODELS, answers: ANSWERS });
  await page.choose(['kimi-k2.6', 'claude-haiku-4-5', 'gemini-3-flash']);
  await page.ask('How should I space the retries?');
  await done();
  await page.press('answer-regenerate');
  await until('the second answer is there', async () => (await page.has('answer-walker')));
  await done();
  await page.press('answer-more');
  await page.press('answer-note');
  await page.press('note-label', { 'data-label': 'good' });
  await page.type('note-text', 'The limit in seconds is what we need.');
  await both(window, 'branches-note');
  await page.press('note-save');
  await page.gone('note-editor');
  await page.press('prompt-edit');
  await page.find('prompt-text');
  await both(window, 'branches-edit');
  await page.press('prompt-cancel');
  await page.press('answer-more');
  await both(window, 'branches-menu');
  await page.press('answer-adopt');
  await page.find('toast-act');
  await page.select('claude-haiku-4-5');
  await page.press('other-answers');
  await page.find('other-answer');
  await both(window, 'branches-adopted');
  await page.press('toast-act');
  await page.press('view-columns');
  await both(window, 'branches-columns');
  await invoke(page, 'set_theme', { theme: 'light' });
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
