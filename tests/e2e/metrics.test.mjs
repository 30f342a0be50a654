// The figures of a turn and of the conversation: table, plots, the plots as a table, and what is copied.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { walk } from './lib/accessibility.mjs';
import { invoke } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { run, until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { gate, paced, reply } from './lib/script.mjs';

const scenario = onDesktop();
/** An answer that comes in some pieces, so that it has a speed. */
const told = (text, completion) => reply(paced(text, 100, 8), { finish: 'stop' }, { usage: [9, completion] }, 'done');
const ANSWERS = { alpha: [told('Alpha ', 20), told('More ', 10)], beta: [told('Beta ', 4), told('Of it ', 10)] };

const cells = (page, column) =>
  page.script(
    `return [...document.querySelectorAll('[data-testid="figures-table"] tbody [data-column="' + arguments[0] + '"]')].map((cell) => cell.textContent)`,
    column,
  );

async function figured(desktop) {
  const parts = await connected(desktop, { answers: ANSWERS });
  const { page, server } = parts;
  const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  for (const model of ['alpha', 'beta']) {
    await invoke(page, 'set_price', {
      command: crypto.randomUUID(),
      model: { endpoint: endpoint.id, model },
      price: { input: '0', output: '1000', cached: null, reasoning: null },
    });
  }
  for (const [at, prompt] of ['One', 'Two'].entries()) {
    await page.ask(prompt);
    // Until then the tabs are done with the turn before.
    await server.chatsAre(2 * (at + 1));
    await until(
      'a new turn is shown',
      async () => (await page.answers()).filter((answer) => answer.shown).length === at + 1,
    );
    await until(
      'both are done',
      async () => (await page.answers()).length > 0 && (await page.tabs()).every((tab) => tab.state === 'done'),
    );
  }
  await page.press('open-figures');
  await page.find('figures-table');
  return parts;
}

const copied = (desktop) =>
  run('xclip', ['-selection', 'clipboard', '-out'], { env: desktop.desktop.env, allowFailure: true }).then(
    ({ stdout }) => stdout,
  );

scenario('a turn and the conversation, with what is best, as plots, as a table, and copied', async (desktop) => {
  const { page } = await figured(desktop);
  await until('the turn is there', async () => (await cells(page, 'out')).length === 2);
  assert.deepEqual(await cells(page, 'out'), ['10', '10']);
  assert.ok((await cells(page, 'length')).every((length) => Number(length) >= 30));
  assert.deepEqual(await cells(page, 'cost'), ['$0.010', '$0.010'], 'two that are the same have no best');
  assert.match(
    await page.script(`return document.querySelector('[data-testid="plot-cost"] svg').getAttribute('aria-label')`),
    /alpha: \d+ tokens per second for \$0\.010\./,
  );

  await page.script(`document.querySelector('[data-testid="figures-about"] [data-value=conversation]').click()`);
  await until('the conversation is there', async () => (await cells(page, 'out'))[0] === '30');
  assert.deepEqual(await cells(page, 'out'), ['30', '14']);
  assert.deepEqual(await cells(page, 'cost'), ['$0.030', '$0.014, cheapest of 2']);
  assert.deepEqual(await cells(page, 'finish'), ['2 of 2 complete', '2 of 2 complete']);

  await page.press('figures-csv');
  await until('the table is on the clipboard', async () => /^No\.,Model,Endpoint/.test(await copied(desktop)));
  assert.match(await copied(desktop), /\r\n2,beta,[^\r]*,14,,\d+,0\.014,2 of 2 complete\r\n$/);
  await page.press('figures-markdown');
  await until('as Markdown too', async () => /^\| No\. \| Model \|/.test(await copied(desktop)));

  await page.script(`document.querySelector('[data-testid="figures-about"] [data-value=turn]').click()`);
  await page.press('figures-as-table');
  await page.find('plots-table');
  await page.driver.actions().sendKeys(Key.ESCAPE).perform();
  await page.gone('figures');
  await until('the focus is where it was', () =>
    page.script(`return document.activeElement.dataset.testid === 'open-figures'`),
  );
  await page.find('composer');
});

/** Answers that ended in every way: two whole ones, one stopped, one failed, one without reported tokens, one without a price. */
const MIXED = {
  whole: [told('Whole ', 20)],
  cheap: [told('Cheap ', 10)],
  stopped: [reply(paced('Word ', 100, 8), gate('never'), 'done')],
  failed: [
    {
      status: 401,
      headers: { 'content-type': 'application/json' },
      framing: 'length',
      steps: [{ bytes: '{"error":{"message":"no"}}' }],
    },
  ],
  guessed: [reply(paced('Guess ', 100, 8), { finish: 'stop' }, 'done')],
  unpriced: [told('Free? ', 5)],
};

scenario(
  'answers that ended in every way: nothing partial is best, nothing unknown is a number, a sum says what it lacks',
  async (desktop) => {
    const models = Object.keys(MIXED);
    const { page } = await connected(desktop, { models, answers: MIXED });
    const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
    for (const model of models.filter((each) => each !== 'unpriced')) {
      await invoke(page, 'set_price', {
        command: crypto.randomUUID(),
        model: { endpoint: endpoint.id, model },
        price: { input: '0', output: '1000', cached: null, reasoning: null },
      });
    }
    await page.ask('Go');
    await page.select('stopped');
    await page.answerSays('Word '.repeat(8).trim());
    const ended = ({ model, state }) => model === 'stopped' || ['done', 'failed'].includes(state);
    await until('the others have ended', async () => (await page.tabs()).every(ended));
    await page.press('stop-all');
    await until('all have ended', async () =>
      (await page.tabs()).every((tab) => ['done', 'stopped', 'failed'].includes(tab.state)),
    );
    await page.press('open-figures');
    await until('all have a row', async () => (await cells(page, 'finish')).length === models.length);
    assert.deepEqual(await cells(page, 'finish'), [
      'complete',
      'complete',
      'stopped',
      'failed',
      'complete',
      'complete',
    ]);
    assert.deepEqual(
      (await cells(page, 'cost')).map((cost) => cost.replace(/^≈.*/, '≈')),
      ['$0.020', '$0.010, cheapest of 2', '–', '–', '–', 'no price'],
    );
    assert.deepEqual(await cells(page, 'in'), ['9', '9', '–', '–', '–', '9']);
    const out = await cells(page, 'out');
    assert.deepEqual([out[0], out[1], out[3], out[5]], ['20', '10', '–', '5']);
    for (const guess of [out[2], out[4]]) assert.match(guess, /^≈ \d+$/, 'an estimate says so');
    assert.deepEqual((await cells(page, 'length')).map(Number), [48, 48, 40, 0, 48, 48]);
    const best = await page.script(
      `return [...document.querySelectorAll('[data-testid="figures-table"] tbody tr')].map((row) => [...row.querySelectorAll('.top')].map((cell) => cell.dataset.column))`,
    );
    assert.deepEqual([best[2], best[3]], [[], []], 'what did not end by itself is best in nothing');
    assert.equal(best[4].includes('speed'), false, 'an estimated speed is not compared');
    const marked = await page.script(
      `return [...document.querySelectorAll('[data-testid="figures-table"] tbody .top .sr')].map((mark) => mark.textContent)`,
    );
    for (const words of marked) assert.match(words, /^, (earliest of 4|shortest of 4|fastest of 3|cheapest of 2)$/);
    const sums = await page.script(
      `return Object.fromEntries([...document.querySelectorAll('[data-testid="figures-table"] tfoot td')].map((cell) => [cell.dataset.column, cell.textContent]))`,
    );
    assert.deepEqual([sums.in, sums.cost], ['27+', '$0.030+']);
    assert.match(sums.out, /^≈ \d+\+$/);

    await page.press('figures-csv');
    const csv = await until(
      'the table is on the clipboard',
      async () => /^No\.,Model,Endpoint/.test(await copied(desktop)) && copied(desktop),
    );
    assert.match(
      csv,
      /\r\n3,stopped,[^\r]*,,stopped\r\n4,failed,[^\r]*,,failed\r\n/,
      'no number where nothing is known',
    );
    const plot = await page.script(
      `return document.querySelector('[data-testid="plot-cost"] svg').getAttribute('aria-label')`,
    );
    assert.doesNotMatch(plot, /stopped|failed|guessed|unpriced/, 'a cost that is not known stands nowhere');
  },
);

scenario(
  'it can be read aloud, and holds on a narrow window',
  async (desktop) => {
    const { window, page } = await figured(desktop);
    const web = window.webProcess();
    for (const size of [
      [1280, 800],
      [720, 800],
    ]) {
      await window.resize(...size);
      const { unnamed, errors } = await walk(window);
      assert.deepEqual({ unnamed, errors }, { unnamed: [], errors: [] });
      assert.equal(await page.script('return document.documentElement.scrollWidth <= innerWidth'), true);
    }
    assert.equal(window.webProcess(), web, 'the web process is the same one');
  },
  { seconds: 120 },
);
