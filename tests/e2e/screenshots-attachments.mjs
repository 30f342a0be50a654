// Pictures of files with a prompt, for the documentation: part of `npm run screenshots`.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { By } from 'selenium-webdriver';
import { canaryKey, invoke } from './lib/canary.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { pdf } from './lib/pdf.mjs';
import { bomb, png } from './lib/picture.mjs';
import { until } from './lib/processes.mjs';
import { answer } from './lib/script.mjs';
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
const SAID = 'The picture shows a pale sky over a dark sea. The notes ask for a caption of at most ten words: “Morning over the strait, before the ferries start.”';

async function take(window, name, ready) {
  const { page, driver } = window;
  for (const theme of ['light', 'dark']) {
    await invoke(page, 'set_theme', { theme });
    // A page that cannot be loaded anew here, as a question would be gone, wears it at once.
    await page.script('document.documentElement.dataset.theme = arguments[0]', theme);
    await ready(theme);
    await driver.executeAsyncScript('const done = arguments[0]; document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 400))))');
    const file = join(PLACE, `${name}-${theme}.png`);
    await mkdir(dirname(file), { recursive: true });
    await window.picture(file);
    await shrink(file);
    console.log(file);
  }
}

/** In both sizes, after the page has been loaded anew in each theme. */
async function both(window, name, id, count) {
  const ready = async () => {
    await window.page.reload();
    await until(`${count} × ${id}`, () => window.page.script('return document.querySelectorAll(arguments[0]).length === arguments[1]', `[data-testid="${id}"]`, count));
  };
  await take(window, `1280x800/${name}`, ready);
  await window.resize(720, 800);
  await take(window, `720x800/${name}`, ready);
  await window.resize(1280, 800);
}

async function story(desktop, window, server, key) {
  const { page } = window;
  await page.connect({ url: server.url, key });
  await page.gone('onboarding');
  await server.replaceScript({ key, models: MODELS, answers: Object.fromEntries(IDS.map((id) => [id, [answer(SAID), answer(SAID)]])) });
  await page.choose(IDS);
  const folder = await desktop.newFolder('given');
  const files = { 'strait.png': png(3000, 1500), 'notes.md': 'A caption, at most ten words.\n', 'tides 2026.pdf': pdf('High water at 6.10 and 18.40') };
  const paths = [];
  for (const [name, bytes] of Object.entries(files)) {
    paths.push(join(folder, name));
    await writeFile(paths.at(-1), bytes);
  }
  const pick = async (...given) => (await page.driver.findElement(By.css('[data-testid="attach"]'))).sendKeys(given.join('\n'));
  await pick(...paths);
  await page.type('composer', 'Write a caption for this picture.');
  await both(window, 'attachments', 'attachment', 3);
  const broken = join(folder, 'poster.png');
  await writeFile(broken, bomb(50_000, 50_000));
  await pick(broken);
  await take(window, '1280x800/attachments-refused', () => page.find('attachment-refused'));
  await page.press('send');
  await take(window, '1280x800/attachments-question', () => page.find('question'));
  await page.press('question-act');
  await until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  await both(window, 'attachments-sent', 'prompt-attachment', 3);
  await page.press('view-columns');
  await take(window, '1280x800/attachments-columns', () => page.find('prompt'));
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
