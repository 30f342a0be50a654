// Reading while text comes: nothing above the reader's eye moves, whatever is written below or drawn anew above; who is at
// the end stays there.
import assert from 'node:assert/strict';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, gate, reply, say } from './lib/script.mjs';

const scenario = onDesktop();

/** Long while it explains nothing: once it is defined, at the very end, a word takes its place. */
const LABEL = 'a label that goes on and on '.repeat(12).trim();
const ABOVE = Array.from({ length: 20 }, (_, n) => `Paragraph ${n} has a [word][${LABEL}] in it.\n\n`).join('');
const BELOW = Array.from({ length: 60 }, (_, n) => `Line ${n} of those that are read.\n\n`).join('');
const MORE = Array.from({ length: 60 }, (_, n) => `More ${n} of what comes meanwhile.\n\n`).join('');
const STORY = reply(
  say(ABOVE),
  say(BELOW),
  gate('more'),
  say(MORE),
  gate('end'),
  say(`[${LABEL}]: https://word.example/\n`),
  ...END,
);

/** Runs in the page: the paragraph that begins so, and the thread it stands in. */
const FIND = `
  const block = [...document.querySelectorAll(".block")].findLast((each) => each.offsetParent && each.textContent.startsWith(arguments[0]));
  const thread = block?.closest('[data-testid="thread"]');`;

/** Where a paragraph stands on the screen, and how high the thread is. */
const look = (page, text) =>
  page.script(
    `${FIND} return block && { top: block.getBoundingClientRect().top - thread.getBoundingClientRect().top, height: thread.scrollHeight, below: thread.scrollHeight - thread.scrollTop - thread.clientHeight };`,
    text,
  );

/** Scrolls a paragraph to the upper edge, as a person does, and waits until the page has seen it. */
async function readFrom(page, text) {
  await page.script(
    `${FIND} thread.scrollTop += block.getBoundingClientRect().top - thread.getBoundingClientRect().top + 3;`,
    text,
  );
  await until('the page has painted', () =>
    page.driver.executeAsyncScript(
      'const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)));',
    ),
  );
}

for (const layout of ['tabs', 'columns']) {
  scenario(
    `in ${layout}, what is read stays where it is while text comes below and blocks above are drawn anew`,
    async (desktop) => {
      const { page, server } = await connected(desktop, { answers: { alpha: [STORY], beta: [STORY] } });
      await page.ask('Tell me.');
      if (layout === 'columns') await page.press('view-columns');
      await page.answerSays('Line 59');
      await readFrom(page, 'Line 5 ');
      const before = await look(page, 'Line 8 ');
      await server.open('more');
      await page.answerSays('More 59');
      const meanwhile = await look(page, 'Line 8 ');
      assert.ok(meanwhile.height > before.height + 500, 'text came below');
      assert.equal(meanwhile.top, before.top);
      assert.ok(await page.has('new-text'), 'which is said');
      await server.open('end');
      await page.answer('done');
      const after = await look(page, 'Line 8 ');
      assert.ok(
        after.height < meanwhile.height - 500,
        `blocks above are shorter: ${meanwhile.height} and ${after.height}`,
      );
      assert.ok(Math.abs(after.top - before.top) <= 1, `${before.top} and ${after.top}`);
    },
  );

  scenario(`in ${layout}, who is at the end stays there`, async (desktop) => {
    const { page, server } = await connected(desktop, { answers: { alpha: [STORY], beta: [STORY] } });
    await page.ask('Tell me.');
    if (layout === 'columns') await page.press('view-columns');
    await page.answerSays('Line 59');
    await page.script(`${FIND} thread.scrollTop = thread.scrollHeight;`, 'Line 59');
    await server.open('more');
    await page.answerSays('More 59');
    await until('the end is shown', async () => (await look(page, 'More 59')).below <= 1);
    await server.open('end');
    await page.answer('done');
    await until('the end is shown', async () => (await look(page, 'More 59')).below <= 1);
  });
}

scenario('a tab that was not shown has its text when it is selected, and goes on', async (desktop) => {
  const { page, server } = await connected(desktop, { answers: { alpha: [STORY], beta: [STORY] } });
  await page.ask('Tell me.');
  await page.answerSays('Line 59');
  await page.select('beta');
  await page.answerSays('Line 59');
  await server.open('more');
  await page.answerSays('More 59');
  await page.select('alpha');
  await page.answerSays('More 59');
  await server.open('end');
  await page.answer('done');
  await page.select('beta');
  assert.ok((await page.answer('done')).text.includes('Paragraph 19 has a word in it.'));
});
