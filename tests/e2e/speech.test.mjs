// What is spoken, word for word: the page from the accessibility bus and what its live regions announce, kept as golden files.
// JUXTA_E2E_GOLDEN=write writes them anew.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listen } from './lib/accessibility.mjs';
import { canaryKey } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { copy } from './lib/clipboard.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, answer, gate, reply, say, think } from './lib/script.mjs';

const scenario = onDesktop();
const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), 'golden');

/** Without what is different in every run: times, speeds, ports. */
function normalised(text) {
  return text
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .replaceAll(/≈ ?/g, '')
    .replaceAll(/\b\d[\d.,]*[ \u00a0](ms|s)\b/g, 'N s')
    .replaceAll(/\b\d[\d.,]*[ \u00a0]tok\/s/g, 'N tok/s')
    .replaceAll(/\b\d[\d.,]* (second|millisecond)s?\b/g, 'N $1s');
}

/** A transcript in the making. */
class Transcript {
  constructor(speech) {
    this.speech = speech;
    this.lines = [];
    this.told = 0;
  }

  /** What was announced since the last step, and the page after it. */
  async step(title, { page = true } = {}) {
    this.lines.push(`== ${title}`);
    const heard = this.speech.said.slice(this.told).map(({ said }) => `announced: ${said}`);
    this.told += heard.length;
    // Two regions speak, each in its own time.
    this.lines.push(...heard.sort());
    if (page) this.lines.push(...(await this.speech.read()));
    this.lines.push('');
  }

  async isAs(name) {
    const text = normalised(`${this.lines.join('\n').trim()}\n`);
    const file = join(GOLDEN, name);
    if (process.env.JUXTA_E2E_GOLDEN === 'write') {
      await mkdir(GOLDEN, { recursive: true });
      await writeFile(file, text);
    }
    assert.equal(text, await readFile(file, 'utf8'), `${name}; JUXTA_E2E_GOLDEN=write writes it anew`);
  }
}

scenario('First run, as it is spoken', async ({ desktop, use, open, serve }) => {
  const key = 'sk-of-the-transcript-with-40-characters-in';
  const server = await serve({ key, models: ['alpha', 'beta'], answers: { '*': [answer('Yes.')] } });
  const window = await open();
  const { page } = window;
  const speech = use(await listen(window));
  const transcript = new Transcript(speech);
  await transcript.step('the window opens');
  await page.type('endpoint-base-url', server.url, { replace: true });
  await until('the preview names the call', async () => (await page.text('endpoint-url-preview')).includes(server.url));
  await copy(desktop, canaryKey());
  await page.press('endpoint-paste');
  await speech.heard(/characters/);
  await transcript.step('a key is pasted', { page: false });
  await page.press('endpoint-save');
  await page.find('endpoint-error');
  await speech.heard(/rejected/);
  await transcript.step('it is refused');
  await page.type('endpoint-key', key);
  await page.press('endpoint-save');
  await page.find('model-option', { 'data-model': 'alpha' });
  await transcript.step('the right one leads to the models');
  await transcript.isAs('first-run.txt');
});

scenario('A comparison, as it is spoken', async (parts) => {
  const answers = {
    alpha: [
      reply(
        think('Hm.'),
        say(
          '## Short\n\nTwice as long each time, see [RFC 9110](https://example.com/).\n\n| Try | Wait |\n|---|---|\n| 1 | 2 |\n',
        ),
        gate('a'),
        ...END,
      ),
    ],
    beta: [reply(say('Double it:\n\n- one\n- two\n\n```rust\nfn f() {}\n```\n'), gate('b'), ...END)],
  };
  const { window, page, server } = await connected(parts, { answers });
  const speech = parts.use(await listen(window));
  const transcript = new Transcript(speech);
  await transcript.step('an empty chat with two models');
  await page.ask('How should I space retries?');
  await server.reached('a');
  await server.reached('b');
  await page.answer('streaming');
  await server.open('b');
  await speech.heard(/1 of 2/);
  await server.open('a');
  await speech.heard(/2 of 2/);
  await speech.heard(/alpha finished/);
  await until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  await page.select('alpha');
  await transcript.step('both have answered');
  await page.select('beta');
  await page.answer('done');
  await transcript.step('the second answer');
  await transcript.isAs('comparison.txt');
});
