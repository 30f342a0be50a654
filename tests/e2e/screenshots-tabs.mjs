// Pictures of 6 and 24 tabs, of a tab that came later, and of four columns: `npm run screenshots:tabs`.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryKey, invoke } from './lib/canary.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { until } from './lib/processes.mjs';
import { END, answer, gate, reply, say } from './lib/script.mjs';
import { startScripted } from './lib/servers.mjs';
import { openWindow } from './lib/window.mjs';

const PLACE = process.env.JUXTA_PICTURES ?? join(dirname(fileURLToPath(import.meta.url)), '../../docs/screenshots');
/** Pictures for a look are left as they are. */
const { shrink } = process.env.JUXTA_PICTURES ? { shrink: async () => {} } : await import('./lib/shrink.mjs');
const NAMES = ['kimi-k2.6', 'claude-haiku-4-5', 'gemini-3-flash', 'gpt-4o-mini', 'deepseek-v3.2', 'qwen3-max', 'mistral-large-3', 'llama-4-scout'];
const MODELS = Array.from({ length: 24 }, (_, at) => NAMES[at] ?? `model-${at + 1}`);
const PROMPT = 'Calls to our API come back with 429. How should I space the retries?';
const TEXT = `### Capped exponential backoff with full jitter

Before retry *n*, wait a random time between 0 and the cap. Clients that failed together do not come back together.

- **Retry** 408, 429 and 5xx. Anything else will fail the same way again.
- **Obey** \`Retry-After\` when the server sends it; it beats the formula.

\`\`\`rust
fn delay(n: u32, rng: &mut impl Rng) -> Duration {
    let top = Duration::from_millis(500 * 2u64.pow(n)).min(Duration::from_secs(30));
    rng.random_range(Duration::ZERO..=top)
}
\`\`\`
`;
const pieces = TEXT.match(/[\s\S]{1,40}/g);
const whole = reply(...pieces.map(say), ...END);
const half = reply(...pieces.slice(0, 9).map(say), gate('rest'), ...pieces.slice(9).map(say), ...END);

async function take(window, name) {
  for (const size of [[1280, 800], [720, 800]]) {
    await window.resize(...size);
    for (const theme of ['light', 'dark']) {
      await invoke(window.page, 'set_theme', { theme });
      await window.page.reload();
      await window.page.find('composer');
      await window.driver.executeAsyncScript('const done = arguments[0]; document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 500))))');
      const file = join(PLACE, `${size.join('x')}/${name}-${theme}.png`);
      await mkdir(dirname(file), { recursive: true });
      await window.picture(file);
      await shrink(file);
      console.log(file);
    }
  }
  await window.resize(1280, 800);
}

async function story(window, server, key) {
  const { page } = window;
  const settled = (running) => until('the others are done', async () => (await page.tabs()).filter((tab) => !['done', 'failed'].includes(tab.state)).length === running);
  await page.connect({ url: server.url, key });
  await page.gone('onboarding');
  const busy = { status: 429, headers: { 'retry-after': '900' }, json: { error: { message: 'Slow down.' } } };
  const answers = Object.fromEntries(MODELS.map((model) => [model, [whole, whole]]));
  await server.replaceScript({ key, models: MODELS, answers: { ...answers, 'gemini-3-flash': [half, whole], 'deepseek-v3.2': [busy] } });
  await page.choose(MODELS.slice(0, 4));
  await page.ask(PROMPT);
  await settled(1);
  await page.press('view-columns');
  await take(window, 'columns');
  await page.press('column-full');
  await take(window, 'columns-alone');
  await page.press('column-full');
  await page.press('view-tabs');
  await page.choose(MODELS.slice(4, 5));
  await page.find('tab-joins');
  await take(window, 'tabs-later');
  await page.press('tab-replay');
  await until('it was refused', async () => (await page.tabs())[4].state === 'failed' || (await page.has('answer-waits')));
  await page.select('kimi-k2.6');
  const tab = await page.find('model-tab', { 'data-model': 'kimi-k2.6' });
  await window.driver.actions().contextClick(tab).perform();
  await page.press('tab-duplicate');
  await until('there are six', async () => (await page.tabs()).length === 6);
  const { open } = JSON.parse((await invoke(page, 'boot')).ok);
  await invoke(page, 'set_parameters', { command: crypto.randomUUID(), conversation: open.id, tabs: [open.tabs[1].id], parameters: { system: null, body: { temperature: 1 } } });
  await take(window, 'tabs-6');
  await page.press('new-chat');
  await page.choose(MODELS.slice(4));
  await until('24 tabs stand', async () => (await page.tabs()).length === 24).catch(async () => console.log((await page.tabs()).length));
  await server.replaceScript({ key, models: MODELS, answers: { '*': [half] } });
  await page.ask(PROMPT);
  await until('some wait for a slot', async () => (await page.tabs()).some((each) => /Waiting for a slot/.test(each.text)));
  await take(window, 'tabs-24');
  await server.open('rest');
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
