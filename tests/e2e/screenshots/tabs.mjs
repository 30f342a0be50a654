// Pictures of 6 and 24 tabs, of a tab that came later, and of four columns.
import { invoke } from '../lib/canary.mjs';
import { connected } from '../lib/connected.mjs';
import { anew, onStage, pictures } from '../lib/pictures.mjs';
import { until } from '../lib/processes.mjs';
import { END, gate, reply, say } from '../lib/script.mjs';

const NAMES = [
  'kimi-k2.6',
  'claude-haiku-4-5',
  'gemini-3-flash',
  'gpt-4o-mini',
  'deepseek-v3.2',
  'qwen3-max',
  'mistral-large-3',
  'llama-4-scout',
];
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

const ready = anew((page) => page.find('composer'));

await onStage(async (parts) => {
  const busy = { status: 429, headers: { 'retry-after': '900' }, json: { error: { message: 'Slow down.' } } };
  const everyone = Object.fromEntries(MODELS.map((model) => [model, [whole, whole]]));
  const answers = { ...everyone, 'gemini-3-flash': [half, whole], 'deepseek-v3.2': [busy] };
  const { window, page, server, key } = await connected(parts, { models: MODELS, tabs: MODELS.slice(0, 4), answers });
  const settled = (running) =>
    until(
      'the others are done',
      async () => (await page.tabs()).filter((tab) => !['done', 'failed'].includes(tab.state)).length === running,
    );
  await page.ask(PROMPT);
  await settled(1);
  await page.press('view-columns');
  await pictures(window, 'columns', ready);
  await page.press('column-full');
  await pictures(window, 'columns-alone', ready);
  await page.press('column-full');
  await page.press('view-tabs');
  await page.choose(MODELS.slice(4, 5));
  await page.find('tab-joins');
  await pictures(window, 'tabs-later', ready);
  await page.press('tab-replay');
  await until(
    'it was refused',
    async () => (await page.tabs())[4].state === 'failed' || (await page.has('answer-waits')),
  );
  await page.select('kimi-k2.6');
  const tab = await page.find('model-tab', { 'data-model': 'kimi-k2.6' });
  await window.driver.actions().contextClick(tab).perform();
  await page.press('tab-duplicate');
  await until('there are six', async () => (await page.tabs()).length === 6);
  const { open } = JSON.parse((await invoke(page, 'boot')).ok);
  await invoke(page, 'set_parameters', {
    command: crypto.randomUUID(),
    conversation: open.id,
    tabs: [open.tabs[1].id],
    parameters: { system: null, body: { temperature: 1 } },
  });
  await pictures(window, 'tabs-6', ready);
  await page.press('new-chat');
  await page.choose(MODELS.slice(4));
  await until('24 tabs stand', async () => (await page.tabs()).length === 24);
  await server.replaceScript({ key, models: MODELS, answers: { '*': [half] } });
  await page.ask(PROMPT);
  await until('some wait for a slot', async () => (await page.tabs()).some((each) => /Queued/.test(each.text)));
  await pictures(window, 'tabs-24', ready);
  await server.open('rest');
  await window.close();
});
