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
const ALPHA =
  '## Backoff\n\nBefore a retry, wait a **random** time. Then try again soon.\n\n```rust\nfn delay() {\n    let cap = 30;\n}\n```\n\n- Only here, <b>as it is</b>.\n';
const BETA =
  '## Backoff\n\nBefore a retry, wait a short time. Then try again soon.\n\n```rust\nfn delay() {\n    let cap = 60;\n}\n```\n';
const GAMMA =
  '## Idempotency\n\nSend one key with every attempt. Then try again soon.\n\n## Logging\n\nWrite status and request id down.';
const ANSWERS = {
  alpha: [answer(ALPHA), answer('Same words.')],
  beta: [answer(BETA), answer('Same words.')],
  gamma: [answer(GAMMA), answer('Other words here.')],
};

/** What is marked, with the words only a screen reader meets. */
const marks = (page) =>
  page.script(
    `return [...document.querySelectorAll('[data-testid="diff-rows"] mark.w1, [data-testid="diff-rows"] mark.w2')].map((mark) => mark.textContent)`,
  );
const current = (page) =>
  page.script(
    `return [...new Set([...document.querySelectorAll('[data-testid="diff-body"] .now')].map((each) => each.dataset.difference))]`,
  );
const press = (page, ...keys) =>
  page.driver
    .actions()
    .sendKeys(...keys)
    .perform();

async function chord(page, key, ...held) {
  const actions = held.reduce((all, each) => all.keyDown(each), page.driver.actions());
  await held.reduce((all, each) => all.keyUp(each), actions.sendKeys(key)).perform();
}

async function choose(page, id, at) {
  await page.script(
    `const field = document.querySelector('[data-testid="' + arguments[0] + '"]'); field.value = field.options[arguments[1]].value; field.dispatchEvent(new Event('change', { bubbles: true }))`,
    id,
    at,
  );
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
  assert.deepEqual(await marks(page), [
    'only in 1: random',
    'only in 2: short',
    'only in 1: Only here, <b>as it is</b>.',
  ]);
  assert.doesNotMatch(await page.text('diff'), /\[object/);
  assert.match(await page.text('diff-legend'), /^\d+ % the same\..*only in 1.*only in 2/s);
  assert.equal(await page.text('diff-place'), '3 differences');
  const lines = await page.script(
    `return [...document.querySelectorAll('.ln:is(.d1, .d2) mark')].map((mark) => mark.textContent)`,
  );
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
  assert.match(await page.text('diff-legend'), /These answers share little.*only in 1.*only in 3/s);
  await press(page, Key.F7);
  assert.match(await page.text('diff-place'), /^Section 1 of \d+$/);

  await page.script(`document.querySelector('[data-testid="diff-way"] [data-value="list"]').click()`);
  await page.find('diff-list');
  const shared = await until(
    'what all three say is named',
    async () =>
      (await page.has('shared-sentences')) &&
      (await page.text('shared-sentences')).includes('In 3 of 3') &&
      page.text('shared-sentences'),
  );
  assert.match(shared, /In 3 of 3 answers: 1, 2, 3\s*Then try again soon\./);

  await choose(page, 'diff-two', 1);
  await page.press('diff-swap');
  await page.script(`document.querySelector('[data-testid="diff-way"] [data-value="words"]').click()`);
  await until('the sides are exchanged', async () => (await marks(page))[0] === 'only in 2: short');
});

scenario('turns are paged; the same answers have no differences; a running one is no answer yet', async (desktop) => {
  const held = {
    alpha: [answer('Same words.'), halted('Still', 'hold', ' going.')],
    beta: [answer('Same words.'), answer('Done.')],
  };
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
  const left = () =>
    page.script(`return document.querySelector('[data-testid="composer"]').getBoundingClientRect().left`);
  const before = await left();
  await page.press('view-tabs');
  await until('the composer is where it was', async () => Math.abs((await left()) - before) < 1);
  await page.press('view-diff');
  await window.resize(720, 800);
  await until('both sides stand in one column', () =>
    page.script(`return document.querySelector('[data-testid="diff-rows"]').classList.contains('inline')`),
  );
  assert.equal(await page.script('return document.documentElement.scrollWidth <= innerWidth'), true);
  assert.equal((await marks(page)).length, 3);
});

/** Prose with much that is the same around what differs, and code of many lines with one changed. */
const long = (word, number) => {
  const paragraphs = (from) => Array.from({ length: 6 }, (_, at) => `Paragraph ${from + at} says the same in both.`);
  const lines = Array.from({ length: 12 }, (_, at) => `    let line_${at} = ${at === 6 ? number : at}; // same`);
  return [
    ...paragraphs(1),
    `Wait a ${word} time before the retry.`,
    ...paragraphs(7),
    ['```rust', 'fn delay() {', ...lines, '}', '```'].join('\n'),
  ].join('\n\n');
};
const LONG = {
  alpha: [answer(long('random', 60))],
  beta: [answer(long('short', 61))],
  gamma: [answer('Nothing of this.')],
};

/** Texts of code by the class they are drawn with, and their colours. */
const colours = (page, css) =>
  page.script(
    `
  const found = {};
  for (const part of document.querySelectorAll(arguments[0] + ' :is(.k, .t, .s, .n, .c)')) (found[part.className] ??= new Set()).add(part.textContent + ' ' + getComputedStyle(part).color);
  return Object.fromEntries(Object.entries(found).map(([name, texts]) => [name, [...texts]]));`,
    css,
  );

scenario(
  'code has the colours of answers, in every layout and both themes, and its lines are those of the answer',
  async (desktop) => {
    const { page } = await compared(desktop);
    const wear = (theme) => page.script('document.documentElement.dataset.theme = arguments[0]', theme);
    for (const theme of ['light', 'dark']) {
      await page.press('view-tabs');
      await wear(theme);
      const answered = await colours(page, '[data-testid="answer-body"]');
      assert.deepEqual(Object.keys(answered).sort(), ['k', 'n'], 'the answer has keywords and a number');
      await page.press('view-diff');
      const both = { k: answered.k, n: [...answered.n, answered.n[0].replace('30', '60')] };
      await until('two answers are compared', async () => (await marks(page)).length > 0);
      assert.deepEqual(await colours(page, '[data-testid="diff-rows"]'), both);
      await page.script(`document.querySelector('[data-testid="diff-way"] [data-value="list"]').click()`);
      await page.find('diff-list');
      assert.deepEqual(Object.keys(await colours(page, '.difflist')).sort(), ['k', 'n']);
      await page.script(`document.querySelector('[data-testid="diff-way"] [data-value="sections"]').click()`);
      await page.find('diff-section');
      assert.deepEqual(await colours(page, '.secs'), both);
      await page.script(`document.querySelector('[data-testid="diff-way"] [data-value="words"]').click()`);
      await page.find('diff-rows');
    }
    const lines = await page.script(
      `return [...document.querySelectorAll('.cell:nth-child(odd) .ln code')].map((line) => line.textContent)`,
    );
    assert.deepEqual(lines, ['fn delay() {\n', '    let cap = 30;\n', '}\n']);
    const marked = await page.script(
      `return [...document.querySelectorAll('.ln mark')].map((mark) => [mark.className, mark.innerHTML])`,
    );
    assert.deepEqual(marked, [
      ['x1', '<span class="n">30</span>'],
      ['x2', '<span class="n">60</span>'],
    ]);
  },
);

scenario('what is the same is hidden, a fold opens, and one column has both', async (desktop) => {
  const { page } = await compared(desktop, LONG);
  const paragraphs = () =>
    page.script(
      `return [...document.querySelectorAll('[data-testid="diff-rows"] .cell p')].map((each) => each.textContent.match(/^Paragraph (\\d+)/)?.[1] ?? 'changed')`,
    );
  const lines = () =>
    page.script(
      `return [...document.querySelectorAll('[data-testid="diff-rows"] .cell:has(.ln) .ln')].map((each) => (each.classList.contains('folded') ? 'fold' : each.querySelector('i').textContent))`,
    );
  assert.equal((await paragraphs()).length, 26, 'all is shown at first');
  await page.press('diff-hide-same');
  const folds = await page.script(
    `return [...document.querySelectorAll('[data-testid="diff-fold"]')].map((each) => each.textContent)`,
  );
  assert.deepEqual(folds, ['5 identical blocks', '4 identical blocks']);
  assert.deepEqual(await paragraphs(), ['6', '6', 'changed', 'changed', '7', '7', '12', '12']);
  const side = ['fold', '5', '6', '7', '8', '9', '10', '11', 'fold'];
  assert.deepEqual(await lines(), [...side, ...side]);

  await (await page.find('diff-fold')).sendKeys(Key.ENTER);
  assert.equal(
    await page.script('return document.activeElement.dataset.testid'),
    'diff-body',
    'the focus does not get lost with the button',
  );
  assert.deepEqual((await paragraphs()).slice(0, 12), ['1', '1', '2', '2', '3', '3', '4', '4', '5', '5', '6', '6']);
  assert.deepEqual(
    await page.script(
      `return [...document.querySelectorAll('[data-testid="diff-fold"]')].map((each) => each.textContent)`,
    ),
    ['4 identical blocks'],
  );
  await page.press('diff-hide-same');
  assert.equal((await paragraphs()).length, 26);

  await page.script(`document.querySelector('[data-testid="diff-set"] [data-value="inline"]').click()`);
  await until('one column', async () => (await paragraphs()).length === 13);
  assert.deepEqual(await marks(page), ['only in 1: random', 'only in 2: short']);
  const numbers = await page.script(
    `return [...document.querySelectorAll('.ln:is(.d1, .d2)')].map((line) => [['d1', 'd2'].find((side) => line.classList.contains(side)), line.querySelector('code').textContent])`,
  );
  assert.deepEqual(numbers, [
    ['d1', '    let line_6 = 60; // same\n'],
    ['d2', '    let line_6 = 61; // same\n'],
  ]);
  assert.deepEqual(Object.keys(await colours(page, '.ln.d2')).sort(), ['c', 'k', 'n']);
  await page.press('diff-hide-same');
  assert.deepEqual(await lines(), ['fold', '5', '6', '7', '8', '8', '9', '10', '11', 'fold']);
  await page.script(`document.querySelector('[data-testid="diff-set"] [data-value="sides"]').click()`);
  await until('side by side again', async () => (await paragraphs()).length === 8);
});

scenario('the list names each difference where it stands, and is walked by the same keys', async (desktop) => {
  const { page } = await compared(desktop);
  await page.script(`document.querySelector('[data-testid="diff-way"] [data-value="list"]').click()`);
  await page.find('diff-list');
  const items = await page.script(
    `return [...document.querySelectorAll('[data-testid="diff-list"] li')].map((item) => item.innerText.replace(/\\s+/g, ' ').trim())`,
  );
  assert.deepEqual(
    items.map((item) => item.replace(/(\d) /, '$1. ')),
    [
      '1. In a paragraph, after “Before a retry, wait a” only in 1: random only in 2: short',
      '2. In code only in 1: let cap = 30; only in 2: let cap = 60;',
      '3. In a list item only in 1: Only here, <b>as it is</b>.',
    ],
  );
  await press(page, Key.F7, Key.F7);
  assert.deepEqual([await page.text('diff-place'), await current(page)], ['Difference 2 of 3', ['2']]);
  await chord(page, Key.F7, Key.SHIFT);
  assert.deepEqual(await current(page), ['1']);
});

scenario(
  'it can be read aloud in every layout',
  async (desktop) => {
    const { window, page } = await compared(desktop);
    const web = window.webProcess();
    for (const way of ['words', 'sections', 'list']) {
      await page.script(
        `document.querySelector('[data-testid="diff-way"] [data-value="' + arguments[0] + '"]').click()`,
        way,
      );
      const { unnamed, errors, nodes } = await walk(window);
      assert.deepEqual({ way, unnamed, errors }, { way, unnamed: [], errors: [] });
      assert.ok(nodes > 40);
    }
    assert.equal(window.webProcess(), web, 'the web process is the same one');
  },
  { seconds: 120 },
);
