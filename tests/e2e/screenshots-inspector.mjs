// Pictures of what was sent, of the estimate and of what is asked before sending: `npm run screenshots:inspector`.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { By } from 'selenium-webdriver';
import { canaryKey, invoke } from './lib/canary.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { png } from './lib/picture.mjs';
import { until } from './lib/processes.mjs';
import { answer, paced, reply } from './lib/script.mjs';
import { startScripted } from './lib/servers.mjs';
import { shrink } from './lib/shrink.mjs';
import { openWindow } from './lib/window.mjs';

const PLACE = process.env.JUXTA_E2E_PICTURES ?? join(dirname(fileURLToPath(import.meta.url)), '../../docs/screenshots');
const MODELS = [
  { id: 'kimi-k2.6', input_modalities: ['text', 'image'] },
  { id: 'claude-haiku-4-5', input_modalities: ['text', 'image'] },
  { id: 'deepseek-v3.2', input_modalities: ['text'] },
];
const IDS = MODELS.map(({ id }) => id);
const TOLD = 'Start at one second and double it after every refusal, with up to a second of jitter on top. Stop after five tries.';
const thought = { ...reply({ paced: { text: 'hm ', per_second: 60, repeat: 60, reasoning: true } }, ...TOLD.split(/(?<= )/).map((word) => paced(word, 40, 1)), { finish: 'stop' }, { usage: [412, 904] }, 'done'), headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req_5b1e08ac77d2', 'x-ratelimit-remaining-requests': '497' } };
const ANSWERS = Object.fromEntries(IDS.map((id) => [id, [id === 'kimi-k2.6' ? thought : answer(TOLD), answer('It shows the sea.')]]));
const PRICES = { 'kimi-k2.6': '4.5', 'claude-haiku-4-5': '5.8', 'deepseek-v3.2': '1.1' };
const SECRET = 'Why is this refused? curl -H "Authorization: Bearer sk-proj-a8F3kL9mQ2xZ7vB4nT6yR1wE5uI0oP3s" https://api.example.com/v1/models';

/** In both themes at both sizes; a page that would lose what it shows is not loaded anew. */
async function take(window, name, show, { reload = true } = {}) {
  const { page, driver } = window;
  for (const size of [[1280, 800], [720, 800]]) {
    await window.resize(...size);
    for (const theme of ['light', 'dark']) {
      await invoke(page, 'set_theme', { theme });
      if (reload) await page.reload();
      await page.script('document.documentElement.dataset.theme = arguments[0]', theme);
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

async function inspector(page) {
  await page.select('kimi-k2.6');
  await page.press('answer-sent');
  await page.find('sent-tail');
}

async function estimated(page) {
  await page.find('composer');
  await until('it is estimated', () => page.script('return /\\d/.test(document.querySelector("[data-testid=cost-estimate]")?.textContent ?? "")'));
}

async function attach(desktop, page, files) {
  const folder = await desktop.newFolder('given');
  const paths = Object.keys(files).map((name) => join(folder, name));
  for (const [at, bytes] of Object.values(files).entries()) await writeFile(paths[at], bytes);
  await (await page.driver.findElement(By.css('[data-testid="attach"]'))).sendKeys(paths.join('\n'));
  await until('they are attached', () => page.script('return document.querySelectorAll("[data-testid=attachment]").length === arguments[0]', paths.length));
}

async function beforeSending(desktop, window) {
  const { page } = window;
  await page.type('composer', 'And for how long in all? Our gateway gives up after a minute.', { replace: true });
  await take(window, 'estimate', estimated);
  await page.type('composer', SECRET, { replace: true });
  await page.press('send');
  await take(window, 'secret-question', () => page.find('question'), { reload: false });
  await page.press('question-cancel');
  await page.gone('question');
  await attach(desktop, page, { 'dashboard.png': png(1200, 700), 'settings.env': `RETRIES=5\nAPI_KEY=${SECRET.match(/sk-\w+-\w+/)[0]}\n` });
  await page.type('composer', 'What does the dashboard say?', { replace: true });
  await invoke(page, 'set_budgets', { form: { send: '', day: '', month: '', warn: '0.001', stop_rest: false } });
  await page.reload();
  await page.find('attachment');
  await page.press('send');
  await take(window, 'before-sending', () => page.find('question-point'), { reload: false });
  await page.press('question-act');
  await until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  await take(window, 'inspector-files', inspector);
}

async function story(desktop, window, server, key) {
  const { page } = window;
  await page.connect({ url: server.url, key });
  await page.gone('onboarding');
  await server.replaceScript({ key, models: MODELS, answers: ANSWERS });
  const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  for (const [model, output] of Object.entries(PRICES)) {
    await invoke(page, 'set_price', { command: crypto.randomUUID(), model: { endpoint: endpoint.id, model }, price: { input: '0.3', output, cached: null, reasoning: null } });
  }
  await page.choose(IDS);
  await page.press('parameters');
  await page.type('parameter-max_tokens', '4000', { replace: true });
  await (await page.find('parameters-sheet')).sendKeys('\uE00C');
  await page.ask('Calls to our API come back with 429. How should I space the retries?');
  await until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  await take(window, 'inspector', inspector);
  await page.reload();
  await beforeSending(desktop, window);
  await window.close();
}

const desktop = await startDesktop();
const key = canaryKey();
const server = await startScripted(desktop, { key, models: MODELS, answers: { '*': [answer('Yes.')] } });
try {
  await story(desktop, await openWindow(desktop), server, key);
} finally {
  await server.stop();
  await desktop.stop();
}
