// Pictures of the real window for the documentation: `npm run screenshots`, into docs/screenshots.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canaryKey, invoke } from './lib/canary.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { until } from './lib/processes.mjs';
import { END, answer, gate, reply, say, think } from './lib/script.mjs';
import { startScripted } from './lib/servers.mjs';
import { openWindow } from './lib/window.mjs';

const PLACE = join(dirname(fileURLToPath(import.meta.url)), '../../docs/screenshots');
const THEMES = ['light', 'dark'];
const MODELS = ['claude-haiku-4-5', 'deepseek-v3.2', 'gemini-3-flash', 'gpt-4o-mini', 'kimi-k2.6', 'qwen3-max'];
const PROMPT = 'Calls to our API come back with 429. How should I space the retries? Give me the formula, a short Rust function and typical delays.';

const BACKOFF = `## Capped exponential backoff with full jitter

Before retry *n*, wait a random time between 0 and \`min(c, b · 2ⁿ)\`. With *b* = 0.5 s and *c* = 30 s, clients that failed
together do not come back together.

- **Retry** 408, 429 and 5xx. Anything else will fail the same way again.
- **Obey** \`Retry-After\` when the server sends it; it beats the formula.

\`\`\`rust
fn delay(n: u32, rng: &mut impl Rng) -> Duration {
    let base = Duration::from_millis(500);
    let cap = Duration::from_secs(30);
    let top = cap.min(base * 2u32.pow(n.min(6)));
    rng.random_range(Duration::ZERO..=top)
}
\`\`\`

| Retry *n* | Longest wait | Mean wait |
|---|---:|---:|
| 0 | 0.5 s | 0.25 s |
| 3 | 4 s | 2 s |
| 6 | 30 s | 15 s |
`;

const ANSWERS = {
  'kimi-k2.6': [reply(think('The person wants a formula, code and figures.'), ...BACKOFF.match(/[\s\S]{1,12}/g).map(say), ...END)],
  'claude-haiku-4-5': [reply(say('Start from half a second and double it each time, '), gate('picture'), say('with jitter.'), ...END)],
  'gemini-3-flash': [{ status: 429, headers: { 'content-type': 'application/json' }, framing: 'length', steps: [{ bytes: '{"error":{"message":"Too many requests (tid: 20260203)","type":"rate_limit","code":"rate_limit_exceeded"}}' }] }],
  '*': [answer('Yes.')],
};

async function picture(window, name) {
  for (const theme of THEMES) {
    await invoke(window.page, 'set_theme', { theme });
    await window.page.reload();
    await take(window, `${name}-${theme}`);
  }
}

async function take(window, name) {
  // Two frames: one to draw in, one to know that it was shown.
  await window.driver.executeAsyncScript('const done = arguments[0]; document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300))))');
  await window.picture(join(PLACE, `${name}.png`));
  console.log(`docs/screenshots/${name}.png`);
}

/** Pictures of what a reload would close. */
async function pictureOfOpened(window, name, show) {
  for (const theme of THEMES) {
    await invoke(window.page, 'set_theme', { theme });
    await window.page.reload();
    await show();
    await take(window, `${name}-${theme}`);
  }
}

async function main() {
  await mkdir(PLACE, { recursive: true });
  const desktop = await startDesktop();
  const key = canaryKey();
  const server = await startScripted(desktop, { key, models: MODELS, answers: { '*': [answer('Yes.')] } });
  try {
    await story(await openWindow(desktop), server, key);
  } finally {
    await server.stop();
    await desktop.stop();
  }
}

async function story(window, server, key) {
  const { page } = window;
  await picture(window, 'onboarding');
  await page.connect({ url: server.url, key });
  await page.gone('onboarding');
  await server.replaceScript({ key, models: MODELS, answers: ANSWERS });
  await page.choose(['kimi-k2.6', 'claude-haiku-4-5', 'gemini-3-flash']);
  await picture(window, 'empty');
  await page.ask(PROMPT);
  await server.reached('picture');
  await until('the first answer is done', async () => (await page.tabs())[0].state === 'done');
  await page.select('kimi-k2.6');
  await picture(window, 'tabs');
  await page.select('gemini-3-flash');
  await page.answer('failed');
  await picture(window, 'error');
  await pictureOfOpened(window, 'picker', () => page.press('add-tab').then(() => page.find('model-picker')));
  await page.reload();
  await pictureOfOpened(window, 'settings', () => page.press('open-settings').then(() => page.find('settings')));
  await page.reload();
  await page.select('kimi-k2.6');
  await page.press('view-columns');
  await picture(window, 'columns');
  await page.press('view-tabs');
  await window.resize(720, 800);
  await picture(window, 'tabs-720x800');
  await window.resize(480, 800);
  await picture(window, 'narrow');
  await window.close();
}

await main();
