// The figures of a turn and of the conversation: table, plots, the plots as a table, and what is copied.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { walk } from './lib/accessibility.mjs';
import { invoke } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { run, until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { paced, reply } from './lib/script.mjs';

const scenario = onDesktop();
/** An answer that comes in some pieces, so that it has a speed. */
const told = (text, completion) => reply(paced(text, 100, 8), { finish: 'stop' }, { usage: [9, completion] }, 'done');
const ANSWERS = { alpha: [told('Alpha ', 20), told('More ', 10)], beta: [told('Beta ', 4), told('Of it ', 10)] };

const cells = (page, column) => page.script(`return [...document.querySelectorAll('[data-testid="figures-table"] tbody [data-column="' + arguments[0] + '"]')].map((cell) => cell.textContent)`, column);

async function figured(desktop) {
  const parts = await connected(desktop, { answers: ANSWERS });
  const { page } = parts;
  const [endpoint] = JSON.parse((await invoke(page, 'list_endpoints')).ok);
  for (const model of ['alpha', 'beta']) {
    await invoke(page, 'set_price', { command: crypto.randomUUID(), model: { endpoint: endpoint.id, model }, price: { input: '0', output: '1000', cached: null, reasoning: null } });
  }
  for (const prompt of ['One', 'Two']) {
    await page.ask(prompt);
    await until('both are done', async () => (await page.answers()).length > 0 && (await page.tabs()).every((tab) => tab.state === 'done'));
  }
  await page.press('open-figures');
  await page.find('figures-table');
  return parts;
}

const copied = (desktop) => run('xclip', ['-selection', 'clipboard', '-out'], { env: desktop.desktop.env, allowFailure: true }).then(({ stdout }) => stdout);

scenario('a turn and the conversation, with what is best, as plots, as a table, and copied', async (desktop) => {
  const { page } = await figured(desktop);
  await until('the turn is there', async () => (await cells(page, 'out')).length === 2);
  assert.deepEqual(await cells(page, 'out'), ['10', '10']);
  assert.ok((await cells(page, 'length')).every((length) => Number(length) >= 30));
  assert.deepEqual(await cells(page, 'cost'), ['$0.010', '$0.010'], 'two that are the same have no best');
  assert.match(await page.script(`return document.querySelector('[data-testid="plot-cost"] svg').getAttribute('aria-label')`), /alpha: \d+ tokens a second for \$0\.010\./);

  await page.script(`document.querySelector('[data-testid="figures-about"] [data-value=conversation]').click()`);
  await until('the conversation is there', async () => (await cells(page, 'out'))[0] === '30');
  assert.deepEqual(await cells(page, 'out'), ['30', '14']);
  assert.deepEqual(await cells(page, 'cost'), ['$0.030', '$0.014, cheapest of 2']);
  assert.deepEqual(await cells(page, 'finish'), ['2 of 2 whole', '2 of 2 whole']);

  await page.press('figures-csv');
  await until('the table is on the clipboard', async () => /^No\.,Model,Endpoint/.test(await copied(desktop)));
  assert.match(await copied(desktop), /\r\n2,beta,[^\r]*,14,,\d+,0\.014,2 of 2 whole\r\n$/);
  await page.press('figures-markdown');
  await until('as Markdown too', async () => /^\| No\. \| Model \|/.test(await copied(desktop)));

  await page.script(`document.querySelector('[data-testid="figures-about"] [data-value=turn]').click()`);
  await page.press('figures-as-table');
  await page.find('plots-table');
  await page.driver.actions().sendKeys(Key.ESCAPE).perform();
  await page.gone('figures');
  await until('the focus is where it was', () => page.script(`return document.activeElement.dataset.testid === 'open-figures'`));
  await page.find('composer');
});

scenario('it can be read aloud, and holds on a narrow window', async (desktop) => {
  const { window, page } = await figured(desktop);
  const web = window.webProcess();
  for (const size of [[1280, 800], [720, 800]]) {
    await window.resize(...size);
    const { unnamed, errors } = await walk(window);
    assert.deepEqual({ unnamed, errors }, { unnamed: [], errors: [] });
    assert.equal(await page.script('return document.documentElement.scrollWidth <= innerWidth'), true);
  }
  assert.equal(window.webProcess(), web, 'the web process is the same one');
}, { seconds: 120 });
