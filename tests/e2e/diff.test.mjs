// Two answers side by side: what differs is marked, walked by key, remembered, and survives being read aloud.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { walk } from './lib/accessibility.mjs';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer, halted } from './lib/script.mjs';

const scenario = onDesktop();

const MODELS = ['alpha', 'beta', 'gamma'];
const ALPHA = '## Backoff\n\nBefore a retry, wait a **random** time. Then try again soon.\n\n```rust\nfn delay() {\n    let cap = 30;\n}\n```\n\n- Only here, <b>as it is</b>.\n';
const BETA = '## Backoff\n\nBefore a retry, wait a short time. Then try again soon.\n\n```rust\nfn delay() {\n    let cap = 60;\n}\n```\n';
const GAMMA = '## Idempotency\n\nSend one key with every attempt. Then try again soon.\n\n## Logging\n\nWrite status and request id down.';
const ANSWERS = { alpha: [answer(ALPHA), answer('Same words.')], beta: [answer(BETA), answer('Same words.')], gamma: [answer(GAMMA), answer('Other words here.')] };

/** What is marked, with the words only a screen reader meets. */
const marks = (page) => page.script(`return [...document.querySelectorAll('[data-testid="diff-rows"] mark.w1, [data-testid="diff-rows"] mark.w2')].map((mark) => mark.textContent)`);
const current = (page) => page.script(`return [...new Set([...document.querySelectorAll('[data-testid="diff-body"] .now')].map((each) => each.dataset.difference))]`);
const press = (page, ...keys) => page.driver.actions().sendKeys(...keys).perform();

async function chord(page, key, ...held) {
  const actions = held.reduce((all, each) => all.keyDown(each), page.driver.actions());
  await held.reduce((all, each) => all.keyUp(each), actions.sendKeys(key)).perform();
}

async function choose(page, id, at) {
  await page.script(`const field = document.querySelector('[data-testid="' + arguments[0] + '"]'); field.value = field.options[arguments[1]].value; field.dispatchEvent(new Event('change', { bubbles: true }))`, id, at);
}

async function compared(desktop, answers = ANSWERS) {
  const parts = await connected(desktop, { models: MODELS, answers });
  await parts.page.ask('How long?');
  await until('all are done', async () => (await parts.page.tabs()).every((tab) => tab.state === 'done'));
  await chord(parts.page, '3', Key.ALT);
  await parts.page.find('diff');
  await until('the first two are compared', async () => (await marks(parts.page)).length > 0);
  return parts;
}

scenario('words and lines are marked, walked by F7, and the view is remembered', async (desktop) => {
  const { page } = await compared(desktop);
  assert.deepEqual(await marks(page), ['only in 1: random', 'only in 2: short', 'only in 1: Only here, <b>as it is</b>.']);
  assert.doesNotMatch(await page.text('diff'), /\[object/);
  assert.match(await page.text('diff-legend'), /^\d+ % the same\..*only in 1.*only in 2/s);
  assert.equal(await page.text('diff-place'), '3 differences');
  const lines = await page.script(`return [...document.querySelectorAll('.ln:is(.d1, .d2) mark')].map((mark) => mark.textContent)`);
  assert.deepEqual(lines, ['30', '60']);

  await press(page, Key.F7);
  assert.deepEqual([await page.text('diff-place'), await current(page)], ['Difference 1 of 3', ['1']]);
  await press(page, Key.F7);
  assert.deepEqual(await current(page), ['2']);
  await chord(page, Key.F7, Key.SHIFT);
  await chord(page, Key.F7, Key.SHIFT);
  assert.deepEqual(await current(page), ['3']);

  await page.reload();
  await until('the diff is there again', async () => (await marks(page)).length === 3);
});

scenario('little in common: sections; then words, the list, other answers, and both ways round', async (desktop) => {
  const { page } = await compared(desktop);
  await choose(page, 'diff-two', 2);
  await page.find('diff-section');
  assert.match(await page.text('diff-legend'), /Little in common.*only in 1.*only in 3/s);
  await press(page, Key.F7);
  assert.match(await page.text('diff-place'), /^Section 1 of \d+$/);

  await page.script(`document.querySelector('[data-testid="diff-way"] [data-value="list"]').click()`);
  await page.find('diff-list');
  const shared = await until('what all three say is named', async () => (await page.has('shared-sentences')) && (await page.text('shared-sentences')).includes('In 3 of 3') && page.text('shared-sentences'));
  assert.match(shared, /In 3 of 3 answers: 1, 2, 3\s*Then try again soon\./);

  await choose(page, 'diff-two', 1);
  await page.press('diff-swap');
  await page.script(`document.querySelector('[data-testid="diff-way"] [data-value="words"]').click()`);
  await until('the sides are exchanged', async () => (await marks(page))[0] === 'only in 2: short');
});

scenario('turns are paged; the same answers have no differences; a running one is no answer yet', async (desktop) => {
  const held = { alpha: [answer('Same words.'), halted('Still', 'hold', ' going.')], beta: [answer('Same words.'), answer('Done.')] };
  const { page, server } = await connected(desktop, { answers: held });
  await page.ask('First?');
  await until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  await page.press('view-diff');
  assert.match(await page.text('diff-none'), /^No differences/);

  await page.ask('Second?');
  await server.reached('hold');
  assert.match(await page.text('diff-empty'), /^Nothing to compare/);
  await page.press('turn-previous');
  assert.match(await page.text('diff-none'), /^No differences/);
  await page.press('turn-next');
  await server.open('hold');
  await page.find('diff-section');
  assert.match(await page.text('diff-legend'), /^0 % the same/);
});

scenario('the composer keeps its place; a narrow window has one column', async (desktop) => {
  const { window, page } = await compared(desktop);
  const left = () => page.script(`return document.querySelector('[data-testid="composer"]').getBoundingClientRect().left`);
  const before = await left();
  await page.press('view-tabs');
  await until('the composer is where it was', async () => Math.abs((await left()) - before) < 1);
  await page.press('view-diff');
  await window.resize(720, 800);
  await until('both sides stand in one column', () => page.script(`return document.querySelector('[data-testid="diff-rows"]').classList.contains('inline')`));
  assert.equal(await page.script('return document.documentElement.scrollWidth <= innerWidth'), true);
  assert.equal((await marks(page)).length, 3);
});

scenario('it can be read aloud in every layout', async (desktop) => {
  const { window, page } = await compared(desktop);
  const web = window.webProcess();
  for (const way of ['words', 'sections', 'list']) {
    await page.script(`document.querySelector('[data-testid="diff-way"] [data-value="' + arguments[0] + '"]').click()`, way);
    const { unnamed, errors, nodes } = await walk(window);
    assert.deepEqual({ way, unnamed, errors }, { way, unnamed: [], errors: [] });
    assert.ok(nodes > 40);
  }
  assert.equal(window.webProcess(), web, 'the web process is the same one');
}, { seconds: 120 });
