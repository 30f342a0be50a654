// Spending caps as a person meets them: set, refused, stopped, asked about; and what happens to several answers at once.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { invoke } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer, gate, reply, say, END } from './lib/script.mjs';

const scenario = onDesktop();

/** What a server says to a key it does not take. */
const REFUSED = {
  status: 401,
  headers: { 'content-type': 'application/json' },
  framing: 'length',
  steps: [{ bytes: '{"error":{"message":"no"}}' }],
};

/** A whole answer of so many tokens. */
const told = (text, completion) => reply(say(text), { finish: 'stop' }, { usage: [9, completion] }, 'done');

/** Gives both models a price, USD per million tokens written. */
async function priced(page, models, output) {
  const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  for (const model of models) {
    const price = { input: '0', output, cached: null, reasoning: null };
    await invoke(page, 'set_price', { command: crypto.randomUUID(), model: { endpoint: endpoint.id, model }, price });
  }
}

async function setBudget(page, field, text) {
  await page.driver.actions().keyDown(Key.CONTROL).sendKeys(',').keyUp(Key.CONTROL).perform();
  await page.type(`budget-${field}`, text, { replace: true });
  await (await page.find(`budget-${field}`)).sendKeys(Key.TAB);
  await until('it is saved', async () => /saved/.test(await page.text('toast')));
  await page.press('close-settings');
}

async function longest(page, tokens) {
  await page.press('parameters');
  await page.type('parameter-max_tokens', tokens, { replace: true });
  const field = await page.find('parameter-max_tokens');
  await field.sendKeys(Key.TAB);
  await (await page.find('parameters-sheet')).sendKeys(Key.ESCAPE);
  await page.gone('parameters-sheet');
}

scenario('a cap holds across parallel answers, says so on a card, and shows what was spent', async (desktop) => {
  const answers = { alpha: [told('Alpha.', 80)], beta: [told('Beta.', 80)] };
  const { page, server } = await connected(desktop, { answers });
  await priced(page, ['alpha', 'beta'], '1000');
  await setBudget(page, 'day', '0.15');
  await until('an answer without a limit is said', () => page.has('cap-unlimited'));
  // At most $0.10 each: only one fits.
  await longest(page, '100');
  await page.gone('cap-unlimited');
  await page.ask('Go');
  await until(
    'one is done, one refused',
    async () => JSON.stringify((await page.tabs()).map((tab) => tab.state).sort()) === '["done","failed"]',
  );
  const refused = (await page.tabs()).find((tab) => tab.state === 'failed').model;
  await page.select(refused);
  const card = await page.text('answer-error', { 'data-code': 'cap_reached' });
  assert.match(card, /Over the cap for today/);
  assert.match(card, /could cost up to \$0\.10; \$0\.\d+ of today’s \$0\.15 is left/);
  assert.equal((await server.chatsAre(1)).length, 1, 'what does not fit is not asked');

  await page.press('answer-way', { 'data-way': 'budgets' });
  assert.match(await page.text('spent-day'), /^\$0\.080 of \$0\.15 spent today/);
  const meter = await page.script(
    `const meter = document.querySelector('[data-testid="spent-day"] [role=meter]'); return [meter.getAttribute('aria-valuenow'), meter.getAttribute('aria-valuemax')]`,
  );
  assert.deepEqual(meter.map(Number), [0.08, 0.15]);
  await page.type('budget-day', 'a lot', { replace: true });
  await (await page.find('budget-day')).sendKeys(Key.TAB);
  await until('no amount is said', () =>
    page.script(`return document.getElementById('budget-wrong')?.textContent.includes('amount in dollars')`),
  );
});

scenario('above the amount the person named they are asked, and nothing goes out without a yes', async (desktop) => {
  const { page, server } = await connected(desktop, {
    answers: { alpha: [told('Alpha.', 5)], beta: [told('Beta.', 5)] },
  });
  await priced(page, ['alpha', 'beta'], '1000');
  await longest(page, '200');
  await setBudget(page, 'warn', '0.25');
  await page.ask('Go');
  const question = await page.find('question');
  assert.match(await question.getText(), /This turn may cost \$0\.40.*You asked for a warning above \$0\.25\./s);
  await question.sendKeys(Key.ESCAPE);
  await page.gone('question');
  assert.equal(await page.value('composer'), 'Go');
  await page.type('composer', Key.ENTER);
  await page.press('question-act');
  assert.equal((await server.chatsAre(2)).length, 2);
});

scenario(
  'failed answers are asked again together; the rest stops when one is best, where that is wanted',
  async (desktop) => {
    const slow = reply(say('Slowly'), gate('slow'), say(' on.'), ...END);
    const answers = { alpha: [REFUSED, answer('Alpha.')], beta: [REFUSED, slow] };
    const { page, server } = await connected(desktop, { answers });
    await page.ask('Go');
    await page.press('retry-failed');
    await server.chatsAre(4);
    await page.driver.actions().keyDown(Key.CONTROL).sendKeys(',').keyUp(Key.CONTROL).perform();
    await page.press('stop-rest');
    await until('it is on', () =>
      page.script(`return document.querySelector('[data-testid="stop-rest"]').getAttribute('aria-checked') === 'true'`),
    );
    await page.press('close-settings');
    await page.select('alpha');
    await page.answerSays('Alpha.');
    await page.press('answer-best');
    await until('the other is stopped', async () =>
      (await page.tabs()).some((tab) => tab.model === 'beta' && tab.state === 'stopped'),
    );
  },
);

scenario('an answer is stopped at its tab’s own limit, and says which', async (desktop) => {
  const long = reply(...Array.from({ length: 60 }, () => say('word word word ')), ...END);
  const { page, server } = await connected(desktop, { answers: { alpha: [long] }, tabs: ['alpha'] });
  await page.press('parameters');
  await page.find('parameters-sheet');
  await page.script(`document.querySelector('[data-testid="parameters-sheet"] details').open = true`);
  await page.type('limit-tokens', '50');
  await (await page.find('limit-tokens')).sendKeys(Key.TAB);
  await (await page.find('parameters-sheet')).sendKeys(Key.ESCAPE);
  await page.ask('Go');
  await page.answer('stopped');
  assert.match(
    await page.script(`return document.querySelector('.ending').textContent`),
    /Stopped after 50 tokens, this tab’s cap\./,
  );
  assert.equal('limits' in (await server.chatsAre(1))[0].json, false);
});
