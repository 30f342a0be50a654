// The page's process killed again and again while two answers stream: nothing the person sees or had typed is lost.
import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invoke } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { run, until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, gate, paced, reply } from './lib/script.mjs';

const scenario = onDesktop();
const READER = join(dirname(fileURLToPath(import.meta.url)), 'lib/read_store.py');
const KILLS = Number(process.env.JUXTA_PAGE_KILLS ?? 20);
const LINES = Array.from({ length: 10 }, (_, n) => `Line ${n} of many, each its own paragraph.\n\n`).join('');
const REPEAT = 400;
const WHOLE = `${LINES.repeat(REPEAT)}The end.`;
const PLACE = 240;
const DRAFT = 'A draft that outlives the page';

/** The letters of a text: paragraphs follow each other in an answer without a space. */
const letters = (text) => text.replaceAll(/\s+/g, '');

/** The conversation as the engine has it. */
async function conversation({ page }) {
  const [row] = JSON.parse((await invoke(page, 'list_conversations')).ok);
  return JSON.parse((await invoke(page, 'open_conversation', { id: row.id })).ok);
}

scenario(
  `${KILLS} page deaths while two answers stream: streams go on, and everything is back`,
  async (parts) => {
    const stream = (name) => [reply(paced(LINES, 100, REPEAT), gate(name), paced('The end.', 100), ...END)];
    const { window, server } = await connected(parts, { answers: { alpha: stream('a'), beta: stream('b') } });
    await window.page.ask('Go on for long');
    await window.page.select('beta');
    await window.page.answerSays('Line 9');
    await window.page.type('composer', DRAFT);
    await until('draft and place are saved', async () => {
      // Text that comes in the same frame may still be followed to the end: a person scrolls on then.
      await window.page.script(SCROLL_TO, PLACE);
      const { draft, scroll } = await conversation(window);
      return draft === DRAFT && scroll === PLACE;
    });
    const title = await window.page.text('conversation-title');

    const times = [];
    let length = 0;
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const started = performance.now();
      await window.killPage();
      times.push(Math.round(performance.now() - started));
      const { page } = window;
      assert.equal(await page.text('conversation-title'), title, `kill ${kill}`);
      assert.deepEqual(
        (await page.tabs()).map((tab) => [tab.model, tab.selected]),
        [
          ['alpha', false],
          ['beta', true],
        ],
        `kill ${kill}`,
      );
      assert.equal(await page.value('composer'), DRAFT, `kill ${kill}`);
      const answer = await page.answerSays('Line 9');
      assert.equal(answer.state, 'streaming', `kill ${kill}`);
      assert.equal(
        await page.script('return document.querySelector(arguments[0]).scrollTop', '[data-testid="thread"]'),
        PLACE,
        `kill ${kill}`,
      );
      assert.ok(letters(WHOLE).startsWith(letters(answer.text)), `kill ${kill}: the text is the one that was sent`);
      assert.ok(answer.text.length >= length, `kill ${kill}: ${answer.text.length} characters after ${length}`);
      length = answer.text.length;
    }
    console.log(
      `${KILLS} page deaths: page back and driven again after ${median(times)} ms (median), ${Math.max(...times)} ms at most`,
    );

    await window.page.press('stop-all');
    const saved = await until('both are stopped on the disk', async () => {
      const { stdout } = await run('/usr/bin/python3', [READER, window.data]);
      const { answers } = JSON.parse(stdout);
      return answers.every(({ state }) => state === 'stopped') && answers;
    });
    for (const { model, text } of saved) {
      await window.page.select(model);
      const stopped = await window.page.answer('stopped');
      assert.ok(WHOLE.startsWith(text), `${model}: what is saved is what was sent`);
      assert.equal(letters(stopped.text), letters(text), `${model}: what is shown is what is saved`);
    }
    assert.equal((await server.chats()).length, 2, 'nothing was asked again');
  },
  { seconds: 240 },
);

/** Runs in the page: scrolls the thread to a place, unless it is there. */
const SCROLL_TO = `
  const thread = document.querySelector('[data-testid="thread"]');
  if (thread.scrollTop !== arguments[0]) thread.scrollTop = arguments[0];`;

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
