// Pictures of figures and budgets.
import { invoke } from '../lib/canary.mjs';
import { connected } from '../lib/connected.mjs';
import { allDone, anew, onStage, pictures } from '../lib/pictures.mjs';
import { until } from '../lib/processes.mjs';
import { answer, paced, reply } from '../lib/script.mjs';

const MODELS = ['claude-haiku-4-5', 'gemini-3-flash', 'kimi-k2.6'];
const told = (words, perSecond, out) =>
  reply(paced('word ', perSecond, words), { finish: 'stop' }, { usage: [512, out] }, 'done');
const thought = reply(
  { paced: { text: 'hm ', per_second: 60, repeat: 60, reasoning: true } },
  paced('word ', 80, 120),
  { finish: 'stop' },
  { usage: [512, 904] },
  'done',
);
const ANSWERS = {
  'kimi-k2.6': [thought, answer('Yes.')],
  'claude-haiku-4-5': [told(140, 58, 684), answer('Yes.')],
  'gemini-3-flash': [told(150, 96, 640), answer('Yes.')],
};
const PRICES = { 'kimi-k2.6': '4.5', 'claude-haiku-4-5': '5.8', 'gemini-3-flash': '3.2' };

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

await onStage(async (parts) => {
  const { window, page } = await connected(parts, {
    models: MODELS,
    tabs: ['kimi-k2.6', 'claude-haiku-4-5', 'gemini-3-flash'],
    answers: ANSWERS,
  });
  const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  for (const [model, output] of Object.entries(PRICES)) {
    await invoke(page, 'set_price', {
      command: crypto.randomUUID(),
      model: { endpoint: endpoint.id, model },
      price: { input: '0.3', output, cached: null, reasoning: null },
    });
  }
  await page.ask('How should I space the retries after a 429?');
  await allDone(page);
  await pictures(window, 'figures', anew(figures));
  await pictures(window, 'budgets', anew(budgets));
  await page.reload();
  await page.press('parameters');
  await page.type('parameter-max_tokens', '4000', { replace: true });
  await (await page.find('parameters-sheet')).sendKeys('\uE00C');
  await page.ask('And for how long in all?');
  await until('none is asked', async () => (await page.tabs()).some((tab) => tab.state === 'failed'));
  await pictures(window, 'cap-reached', anew(capped));
  await window.close();
});
