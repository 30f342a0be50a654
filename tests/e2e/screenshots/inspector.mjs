// Pictures of what was sent, of the estimate and of what is asked before sending.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { By } from 'selenium-webdriver';
import { invoke } from '../lib/canary.mjs';
import { connected } from '../lib/connected.mjs';
import { png } from '../lib/picture.mjs';
import { allDone, anew, onStage, pictures } from '../lib/pictures.mjs';
import { until } from '../lib/processes.mjs';
import { answer, paced, reply } from '../lib/script.mjs';

const MODELS = [
  { id: 'kimi-k2.6', input_modalities: ['text', 'image'] },
  { id: 'claude-haiku-4-5', input_modalities: ['text', 'image'] },
  { id: 'deepseek-v3.2', input_modalities: ['text'] },
];
const IDS = MODELS.map(({ id }) => id);
const TOLD =
  'Start at one second and double it after every refusal, with up to a second of jitter on top. Stop after five tries.';
const WORDS = TOLD.split(/(?<= )/).map((word) => paced(word, 40, 1));
const THOUGHT = {
  ...reply(
    { paced: { text: 'hm ', per_second: 60, repeat: 60, reasoning: true } },
    ...WORDS,
    { finish: 'stop' },
    { usage: [412, 904] },
    'done',
  ),
  headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req_5b1e08ac77d2' },
};
const ANSWERS = Object.fromEntries(
  IDS.map((id) => [
    id,
    [id === 'kimi-k2.6' ? THOUGHT : answer(TOLD), answer('It shows how many requests were refused.')],
  ]),
);
const PRICES = { 'kimi-k2.6': '4.5', 'claude-haiku-4-5': '5.8', 'deepseek-v3.2': '1.1' };
/** Looks like a key and is none. */
const KEY = 'sk-proj-a8F3kL9mQ2xZ7vB4nT6yR1wE5uI0oP3s';
const SECRET = `Why is this refused? curl -H "Authorization: Bearer ${KEY}" https://api.example.com/v1/models`;

async function inspector(page) {
  await page.select('kimi-k2.6');
  // Of the newest answer.
  await page.script(
    '[...document.querySelectorAll("[data-testid=answer-sent]")].filter((button) => button.offsetParent).at(-1).click()',
  );
  await page.find('sent-tail');
}

async function estimated(page) {
  await page.find('composer');
  await until('it is estimated', () =>
    page.script('return /\\d/.test(document.querySelector("[data-testid=cost-estimate]")?.textContent ?? "")'),
  );
}

async function attach(desktop, page, files) {
  const folder = await desktop.newFolder('given');
  const paths = Object.keys(files).map((name) => join(folder, name));
  for (const [at, bytes] of Object.values(files).entries()) await writeFile(paths[at], bytes);
  await (await page.driver.findElement(By.css('[data-testid="attach"]'))).sendKeys(paths.join('\n'));
  await until('they are attached', () =>
    page.script('return document.querySelectorAll("[data-testid=attachment]").length === arguments[0]', paths.length),
  );
}

/** What the endpoints' models cost, and how long an answer may be, so that a send has a price. */
async function priced(page) {
  const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  for (const [model, output] of Object.entries(PRICES)) {
    await invoke(page, 'set_price', {
      command: crypto.randomUUID(),
      model: { endpoint: endpoint.id, model },
      price: { input: '0.3', output, cached: null, reasoning: null },
    });
  }
  await page.press('parameters');
  await page.type('parameter-max_tokens', '4000', { replace: true });
  await (await page.find('parameters-sheet')).sendKeys('\uE00C');
}

await onStage(async (parts) => {
  const { window, page } = await connected(parts, { models: MODELS, tabs: IDS, answers: ANSWERS });
  await priced(page);
  await page.ask('Calls to our API come back with 429. How should I space the retries?');
  await allDone(page);
  await pictures(window, 'inspector', anew(inspector));
  await page.reload();
  await pictures(
    window,
    'parameters',
    anew(async (page) => {
      await page.press('parameters');
      await page.find('parameters-sheet');
    }),
  );
  await page.reload();
  await page.type('composer', 'And for how long in all? Our gateway gives up after a minute.', { replace: true });
  await pictures(window, 'estimate', anew(estimated));
  await page.type('composer', SECRET, { replace: true });
  await page.press('send');
  await pictures(window, 'secret-question', () => page.find('question'));
  await page.press('question-cancel');
  await page.gone('question');
  await attach(parts.desktop, page, { 'dashboard.png': png(1200, 700), 'settings.env': `RETRIES=5\nAPI_KEY=${KEY}\n` });
  await page.type('composer', 'What does the dashboard say?', { replace: true });
  await invoke(page, 'set_budgets', { form: { send: '', day: '', month: '', warn: '0.001', stop_rest: false } });
  await page.reload();
  await page.find('attachment');
  await page.press('send');
  await pictures(window, 'before-sending', () => page.find('question-point'));
  await page.press('question-act');
  await allDone(page);
  await pictures(window, 'inspector-files', anew(inspector));
  await window.close();
});
