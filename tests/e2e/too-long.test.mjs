// A model that finds the conversation too long: fewer earlier turns are sent, or a new chat goes on from a summary.
import assert from 'node:assert/strict';
import { invoke } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { glances } from './lib/glances.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();

const refused = (message) => ({
  status: 400,
  headers: { 'content-type': 'application/json' },
  framing: 'length',
  steps: [
    { bytes: JSON.stringify({ error: { message, type: 'invalid_request_error', code: 'context_length_exceeded' } }) },
  ],
});
const COUNTED = refused(
  "This model's maximum context length is 1000 tokens. However, your messages resulted in 1100 tokens.",
);
const UNCOUNTED = refused('Too long.');

/** Enough words for the turns to weigh what the numbers say. */
const LONG = 'Waves and wind and rain. '.repeat(40).trim();
const said = ({ json }) => json.messages.map(({ content }) => content);
const chatsOf = async (server, model) => (await server.chats()).filter((chat) => chat.json.model === model);

/** Asks prompts one after the other in all tabs. */
async function askAll(page, prompts) {
  for (const [at, prompt] of prompts.entries()) {
    await page.ask(prompt);
    await until(`${prompt} was answered`, async () => {
      const answers = (await page.answers()).filter(({ shown }) => shown);
      return answers.length === at + 1 && (await page.tabs()).every((tab) => ['done', 'failed'].includes(tab.state));
    });
  }
}

async function policy(page) {
  await page.press('parameters');
  await page.find('context');
  const chosen = await page.script(
    `const on = document.querySelector('[data-testid="context"] [aria-checked=true]'); return [on.dataset.value, document.querySelector('[data-testid="context-turns"]')?.value ?? null]`,
  );
  await page.script(
    `document.querySelector('[data-testid="parameters-sheet"]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))`,
  );
  await page.gone('parameters-sheet');
  return chosen;
}

scenario('fewer turns: as many as fit by the server’s numbers, and half of them without numbers', async (desktop) => {
  const answers = {
    alpha: [answer(LONG), answer(LONG), answer(LONG), COUNTED, answer('It fits.'), UNCOUNTED, answer('It fits again.')],
  };
  const { window, page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await askAll(page, ['One', 'Two', 'Three', 'Four']);
  const failed = await page.answer('failed');
  assert.match(failed.error, /1,100 tokens, and the model takes 1,000/);
  await glances(window, 'too-long');
  await page.press('answer-trim');
  await page.answerSays('It fits.');
  assert.deepEqual(said((await chatsOf(server, 'alpha')).at(-1)), ['Two', LONG, 'Three', LONG, 'Four']);
  assert.deepEqual(await policy(page), ['last', '2']);

  await page.ask('Five');
  await page.answer('failed');
  await page.press('answer-trim');
  await page.answerSays('It fits again.');
  assert.deepEqual(said((await chatsOf(server, 'alpha')).at(-1)), ['Four', 'It fits.', 'Five']);
  assert.deepEqual(await policy(page), ['last', '1']);
});

scenario(
  'a summary: asked in a new chat of the tab’s own history; the prompt waits there, and nothing changes here',
  async (desktop) => {
    const answers = {
      alpha: [answer('Alpha one.'), answer('Alpha two.'), UNCOUNTED, answer('Summary by alpha.'), answer('Gone on.')],
      beta: [answer('Beta one.'), answer('Beta two.'), answer('Beta three.'), answer('Beta goes on.')],
    };
    const { window, page, server } = await connected(desktop, { answers });
    await askAll(page, ['One', 'Two', 'Three']);
    await page.select('alpha');
    await page.answer('failed');
    await page.press('answer-summarise');
    await page.answerSays('Summary by alpha.');
    assert.equal((await chatsOf(server, 'beta')).length, 3, 'beta was not too long');
    const asked = said((await chatsOf(server, 'alpha')).at(-1));
    assert.deepEqual(asked.slice(0, -1), ['Two', 'Alpha two.']);
    assert.match(asked.at(-1), /^Summarise our conversation so far, “One”/);
    assert.equal(await page.value('composer'), 'Three');
    assert.deepEqual(await policy(page), ['since', null]);
    await glances(window, 'summary');

    await page.press('send');
    await page.answerSays('Gone on.');
    await until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
    assert.deepEqual(said((await chatsOf(server, 'alpha')).at(-1)), [asked.at(-1), 'Summary by alpha.', 'Three']);
    assert.deepEqual(said((await chatsOf(server, 'beta')).at(-1)), ['One', 'Beta one.', 'Two', 'Beta two.', 'Three']);

    const rows = JSON.parse((await invoke(page, 'list_conversations')).ok);
    assert.deepEqual(rows.map(({ title }) => title).sort(), ['One', 'Summary of One']);
    const old = JSON.parse(
      (await invoke(page, 'open_conversation', { id: rows.find(({ title }) => title === 'One').id })).ok,
    );
    assert.deepEqual(old.context, { kind: 'all' });
    assert.deepEqual(
      old.tabs.map((tab) => tab.entries.map(({ answer }) => answer.state)),
      [
        ['done', 'done', 'failed'],
        ['done', 'done', 'done'],
      ],
    );
  },
);
