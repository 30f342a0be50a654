// The keys of the window, pressed in the real one.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();
const ANSWERS = { alpha: [answer('One.'), answer('Another.')], beta: [answer('Two.')] };

/** Presses a chord wherever the focus is: `press(driver, Key.ALT, '2')`. */
async function press(driver, ...keys) {
  const held = keys.slice(0, -1);
  const actions = driver.actions();
  for (const key of held) actions.keyDown(key);
  actions.sendKeys(keys.at(-1));
  for (const key of held.reverse()) actions.keyUp(key);
  await actions.perform();
}

/** Where the focus is: the innermost named part of the window around it. */
const FOCUSED = `
  const at = document.activeElement;
  const parts = { sidebar: 'nav', bar: '.bar', tabs: '.strip', thread: '[data-testid="thread"]', composer: '.dock' };
  return Object.keys(parts).find((name) => at.closest(parts[name])) ?? at.tagName;`;

scenario('views, regions, the turn before, asking again, help and full screen by key', async (parts) => {
  const { page } = await connected(parts, { answers: ANSWERS });
  const { driver } = page;
  await page.ask('Hello?');
  await until('both have answered', async () => (await page.tabs()).every((tab) => tab.state === 'done'));

  await press(driver, Key.ALT, '2');
  await until('columns are shown', async () => (await page.answers()).filter((each) => each.shown).length === 2);
  await press(driver, Key.ALT, '1');
  await page.find('tab-list');

  await page.script('document.querySelector("[data-testid=composer]").focus()');
  const order = [];
  for (let step = 0; step < 5; step += 1) {
    await press(driver, Key.F6);
    order.push(await page.script(FOCUSED));
  }
  assert.deepEqual(order, ['sidebar', 'bar', 'tabs', 'thread', 'composer']);
  await press(driver, Key.SHIFT, Key.F6);
  assert.equal(await page.script(FOCUSED), 'thread');

  await press(driver, Key.CONTROL, 'r');
  assert.equal((await page.answerSays('Another.')).state, 'done', 'asked again, and the page was not loaded again');
  assert.equal(await page.script('return performance.getEntriesByType("navigation")[0].type'), 'navigate');

  await press(driver, Key.F1);
  await page.find('help');
  await press(driver, Key.ESCAPE);
  await page.gone('help');

  await press(driver, Key.F11);
  await until('the page fills the screen', () => page.script('return document.fullscreenElement !== null'));
  await press(driver, Key.F11);
  await until('it is given back', () => page.script('return document.fullscreenElement === null'));
});

scenario('text size: all text follows, is kept, and nothing runs out of the window', async (parts) => {
  const { window, page } = await connected(parts, { answers: ANSWERS });
  await page.ask('Hello?');
  await page.answer('done');
  const size = (at) =>
    at.script('return getComputedStyle(document.querySelector("[data-testid=answer-body]")).fontSize');
  assert.equal(await size(page), '15px');
  await page.press('open-settings');
  await page.find('text-size');
  await page.script('document.querySelector(\'[data-testid="text-size"] [data-value="1.25"]\').click()');
  await page.press('close-settings');
  assert.equal(await size(page), '18.75px');
  await window.close();
  await window.open();
  await window.page.answer('done');
  assert.equal(await size(window.page), '18.75px', 'kept');
  assert.equal(await window.page.script('return document.documentElement.scrollWidth <= innerWidth'), true);
});

scenario('closing keeps what was typed a moment ago', async (parts) => {
  const { window, page } = await connected(parts, { answers: ANSWERS });
  await page.type('composer', 'typed and closed at once');
  await window.close();
  await window.open();
  await until('the draft is back', async () => (await window.page.value('composer')) === 'typed and closed at once');
});
