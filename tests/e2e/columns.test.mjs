// Columns: scrolled together by share of the answer, one alone, the pager, and all of it remembered for each conversation.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, answer, gate, reply, say } from './lib/script.mjs';

const scenario = onDesktop();

const long = (paragraphs) =>
  answer(
    Array.from(
      { length: paragraphs },
      (_, at) => `Paragraph ${at + 1}, so that there is something to scroll through.`,
    ).join('\n\n'),
  );

async function press(driver, ...keys) {
  const actions = driver.actions();
  for (const key of keys.slice(0, -1)) actions.keyDown(key);
  actions.sendKeys(keys.at(-1));
  for (const key of keys.slice(0, -1).reverse()) actions.keyUp(key);
  await actions.perform();
}

/** What share of what can be scrolled each column is scrolled to. */
const SHARES = `return [...document.querySelectorAll('.col:not([hidden]) .col-body')].map((body) => {
  const most = body.scrollHeight - body.clientHeight;
  return most > 0 ? body.scrollTop / most : 0;
});`;
const shares = (page) => page.script(SHARES);
const near = (one, two) => Math.abs(one - two) < 0.03;

/** Turns the wheel over a column. */
async function wheel(page, model, down) {
  const body = await page.driver.findElement({ css: `section:has([data-model="${model}"]) .col-body` });
  await page.driver.actions().scroll(0, 0, 0, down, body).perform();
}

const done = (page) => until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));

scenario(
  'scrolling one column brings the others along, until the link is off; one has the window to itself; a restart finds it so',
  async (desktop) => {
    const answers = { alpha: [long(30), long(40)], beta: [long(90), long(30)] };
    const { window, page } = await connected(desktop, { answers });
    await page.ask('Tell me more');
    await done(page);
    await page.press('view-columns');
    await until('two columns', async () => (await page.answers()).filter((each) => each.shown).length === 2);
    assert.equal(await (await page.find('linked-scroll')).getAttribute('aria-checked'), 'true');
    await page.script('document.querySelectorAll(".col-body").forEach((body) => { body.scrollTop = 0; })');
    await wheel(page, 'alpha', 300);
    await until('both stand at the same share', async () => {
      const [alpha, beta] = await shares(page);
      return alpha > 0.05 && near(alpha, beta);
    });
    await press(page.driver, Key.CONTROL, Key.SHIFT, 'l');
    await until(
      'the link is off',
      async () => (await (await page.find('linked-scroll')).getAttribute('aria-checked')) === 'false',
    );
    const [, before] = await shares(page);
    await wheel(page, 'alpha', 4000);
    await until('the first is at its end', async () => (await shares(page))[0] > 0.99);
    assert.equal((await shares(page))[1], before, 'the second stays');

    await page.ask('And more');
    await until('the second turn is asked', async () =>
      /2 of 2/.test(await page.script('return document.querySelector(".turns").textContent')),
    );
    await done(page);
    await page.press('turn-previous');
    await until('both show the first turn', async () =>
      (await page.answers()).filter((each) => each.shown).every((each) => each.text.includes('Paragraph 30')),
    );

    await page.press('column-full');
    await until(
      'one column is left',
      async () => (await page.script('return document.querySelectorAll(".col:not([hidden])").length')) === 1,
    );
    await press(page.driver, Key.CONTROL, '2');
    await until(
      'the other one is shown',
      async () => (await page.answers()).filter((each) => each.shown).at(-1)?.model === 'beta',
    );
    await window.close();
    await window.open();
    const again = window.page;
    await until('beta still has the window', async () => {
      const shown = (await again.answers()).filter((each) => each.shown);
      return shown.length > 0 && shown.every((each) => each.model === 'beta');
    });
    await again.press('column-full');
    await until(
      'all columns are there',
      async () => (await again.script('return document.querySelectorAll(".col:not([hidden])").length')) === 2,
    );
    assert.equal(
      await (await again.find('linked-scroll')).getAttribute('aria-checked'),
      'false',
      'how columns scroll is remembered',
    );
  },
);

scenario('columns out of view are not drawn with every frame, and lose no text', async (desktop) => {
  const models = Array.from({ length: 8 }, (_, at) => `m${at + 1}`);
  const words = Array.from({ length: 40 }, (_, at) => say(`word${at} `));
  const answers = Object.fromEntries(
    models.map((model) => [model, [reply(say('Begun. '), gate('go'), ...words, gate('end'), say('Over.'), ...END)]]),
  );
  const { page, server } = await connected(desktop, { models: models, answers, tabs: models.slice(0, 6) });
  await page.ask('Go');
  for (const model of models.slice(0, 6))
    await until(
      `${model} has begun`,
      async () => (await page.tabs()).find((tab) => tab.model === model)?.state === 'streaming',
    );
  await page.press('view-columns');
  await until('six columns', async () => (await page.script('return document.querySelectorAll(".col").length')) === 6);
  await server.open('go');
  await until('every column has it all, also those out of view', async () =>
    (await page.answers()).every((each) => each.text.includes('word39')),
  );
  await server.open('end');
  await done(page);
  assert.ok((await page.answers()).every((each) => each.text.trim().endsWith('Over.')));
});
