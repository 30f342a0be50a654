// Going another way: edit a prompt, ask again, walk, continue all tabs from one answer and take it back, branch, fork,
// notes. What the servers are asked is compared each time: nothing but the tab's own history.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { walk } from './lib/accessibility.mjs';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer, halted } from './lib/script.mjs';

const scenario = onDesktop();

const says = (model, ...texts) => ({ [model]: texts.map((text) => answer(text)) });
const chord = (page, key) =>
  page.driver
    .actions()
    .keyDown(Key.CONTROL)
    .keyDown(Key.SHIFT)
    .sendKeys(key)
    .keyUp(Key.SHIFT)
    .keyUp(Key.CONTROL)
    .perform();
const done = (page) => until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
/** What is on screen: the prompts and the answers of the tab shown, in order. */
const thread = (page) =>
  page.script(
    `return [...document.querySelectorAll('[data-testid="prompt"], [data-testid="answer-body"]')].filter((each) => each.offsetParent !== null).map((each) => each.textContent.trim())`,
  );
const shows = (page, ...texts) =>
  until(`the thread is ${texts.join(' | ')}`, async () => JSON.stringify(await thread(page)) === JSON.stringify(texts));
/** What the newest request of a model said. */
const asked = (chats, model) =>
  chats
    .filter((chat) => chat.json.model === model)
    .at(-1)
    .json.messages.map((message) => message.content);

scenario(
  'an edited prompt and a regenerated answer keep what they replace; each server gets its own history',
  async (desktop) => {
    const answers = {
      ...says('alpha', 'A one.', 'A two.', 'A uno.', 'A tre.', 'A once more.'),
      ...says('beta', 'B one.', 'B two.', 'B tre.'),
    };
    const { page, server } = await connected(desktop, { answers });
    await page.ask('One?');
    await done(page);
    await page.ask('Two?');
    await server.chatsAre(4);
    await done(page);
    await shows(page, 'One?', 'A one.', 'Two?', 'A two.');

    await page.press('prompt-edit');
    await page.type('prompt-text', 'Uno?', { replace: true });
    await page.press('prompt-send-here');
    await shows(page, 'Uno?', 'A uno.');
    assert.deepEqual(asked(await server.chatsAre(5), 'alpha'), ['Uno?']);
    assert.equal(await page.text('prompt-walker'), '2 of 2');
    await page.press('prompt-previous');
    await shows(page, 'One?', 'A one.', 'Two?', 'A two.');
    await page.press('prompt-next');
    await shows(page, 'Uno?', 'A uno.');
    await page.reload();
    await shows(page, 'Uno?', 'A uno.');

    await page.ask('Tre?');
    const chats = await server.chatsAre(7);
    assert.deepEqual(asked(chats, 'alpha'), ['Uno?', 'A uno.', 'Tre?']);
    assert.deepEqual(asked(chats, 'beta'), ['One?', 'B one.', 'Two?', 'B two.', 'Tre?']);
    await done(page);

    // An answer that is not the newest, asked again: what followed is put aside, and comes back.
    await page.press('answer-regenerate');
    await shows(page, 'Uno?', 'A once more.');
    assert.deepEqual(asked(await server.chatsAre(8), 'alpha'), ['Uno?']);
    await done(page);
    assert.equal(await page.text('answer-walker'), '2 of 2');
    await page.press('answer-previous');
    await shows(page, 'Uno?', 'A uno.', 'Tre?', 'A tre.');
  },
);

scenario(
  'all tabs continue from one answer: it says which, is undone, and is in every later request',
  async (desktop) => {
    const models = ['alpha', 'beta', 'gamma'];
    const answers = {
      ...says('alpha', 'A one.', 'A two.'),
      ...says('beta', 'B one.', 'B two.'),
      ...says('gamma', 'G one.', 'G two.'),
    };
    const { window, page, server } = await connected(desktop, { models, answers });
    await page.ask('One?');
    await done(page);
    await page.press('answer-more');
    assert.match(await page.text('answer-adopt'), /^Continue all tabs from this answer\s+Changes tabs 2 and 3$/);
    await page.press('answer-adopt');
    assert.match(await page.text('toast'), /^Tabs 2 and 3 continue from alpha\.\s*Undo$/);
    await page.select('beta');
    await shows(page, 'One?', 'A one.');
    assert.match(await page.text('answer-from'), /alpha/);
    await page.press('other-answers');
    assert.match(await page.text('other-answer', { 'data-model': 'beta' }), /B one\./);
    const web = window.webProcess();
    const { unnamed, errors } = await walk(window);
    assert.deepEqual({ unnamed, errors, web: window.webProcess() }, { unnamed: [], errors: [], web });

    await page.press('toast-act');
    await shows(page, 'One?', 'B one.');
    await page.gone('toast');

    // By key, from the column being read.
    await page.press('view-columns');
    await page.script(`document.querySelector('[data-testid="model-tab"][data-model="alpha"]').click()`);
    await chord(page, 'a');
    await page.find('toast-act');
    await page.ask('Two?');
    await page.gone('toast-act');
    const chats = await server.chatsAre(6);
    for (const model of models) assert.deepEqual(asked(chats, model), ['One?', 'A one.', 'Two?']);
  },
);

scenario(
  'a branch and a fork go on by themselves; what runs stays; ↑ edits the last prompt; a note stays with its answer',
  async (desktop) => {
    const answers = {
      alpha: [answer('A one.'), answer('A branch.'), answer('A fork.')],
      beta: [answer('B one.'), halted('B', 'hold', ' edited.'), answer('B fork.')],
    };
    const { page, server } = await connected(desktop, { answers });
    await page.ask('One?');
    await done(page);

    await page.press('answer-more');
    await page.press('answer-note');
    await page.press('note-label', { 'data-label': 'good' });
    await page.type('note-own', 'short');
    await page.type('note-text', 'Says what was asked.');
    await page.press('note-save');
    await page.gone('note-editor');
    assert.match(await page.text('answer-note-shown'), /good\s*short\s*Says what was asked\./);
    await page.reload();
    assert.match(await page.text('answer-note-shown'), /short/);

    await page.press('answer-more');
    await page.press('answer-branch');
    await until('three tabs are open', async () => (await page.tabs()).length === 3);
    await shows(page, 'One?', 'A one.');
    await page.type('composer', 'Branch?');
    await page.driver
      .actions()
      .keyDown(Key.CONTROL)
      .keyDown(Key.SHIFT)
      .sendKeys(Key.ENTER)
      .keyUp(Key.SHIFT)
      .keyUp(Key.CONTROL)
      .perform();
    assert.deepEqual(asked(await server.chatsAre(3), 'alpha'), ['One?', 'A one.', 'Branch?']);
    await shows(page, 'One?', 'A one.', 'Branch?', 'A branch.');

    // ↑ in an empty composer: only where the turn is, and while that tab answers it keeps its history.
    await page.select('beta');
    await page.type('composer', Key.ARROW_UP);
    assert.equal(await page.value('prompt-text'), 'One?');
    await page.type('prompt-text', 'Uno?', { replace: true });
    await page.press('prompt-send-here');
    await server.reached('hold');
    assert.deepEqual(asked(await server.chatsAre(4), 'beta'), ['Uno?']);
    await page.press('model-tab', { 'data-model': 'alpha' });
    await page.press('answer-more');
    assert.match(await page.text('answer-adopt'), /Tab 3 is still answering and won’t change$/);
    await page.driver.actions().sendKeys(Key.ESCAPE).perform();
    await server.open('hold');
    await done(page);

    await page.press('prompt-fork');
    await until(
      'the fork is shown',
      async () =>
        await page.script(
          `return document.querySelector('.bar [data-testid="conversation-title"]').textContent === 'One? (fork)'`,
        ),
    );
    await shows(page, 'One?', 'A one.');
    assert.equal((await page.tabs()).length, 3);
  },
);
