// Marking the best answer: one a turn, kept, and without any other effect.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();

/** Which of the marks on screen are set, by what they say. */
const marked = (page) =>
  page.script(
    `return [...document.querySelectorAll('[data-testid="answer-best"]')].filter((mark) => mark.offsetParent !== null).map((mark) => [mark.getAttribute('aria-pressed'), mark.textContent.trim()])`,
  );
const ON = ['true', 'Best'];
const OFF = ['false', 'Mark best'];

scenario('one answer a turn is best; pressed again none is; it is kept', async (desktop) => {
  const answers = {
    alpha: [answer('Alpha first.'), answer('Alpha second.')],
    beta: [answer('Beta first.'), answer('Beta second.')],
  };
  const { page, server } = await connected(desktop, { answers });
  await page.ask('First?');
  await until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  await page.press('view-columns');
  await until('both can be marked', async () => (await marked(page)).length === 2);
  const press = (at) =>
    page.script(`document.querySelectorAll('[data-testid="answer-best"]')[arguments[0]].click()`, at);
  await press(0);
  await until('the first is best', async () => JSON.stringify(await marked(page)) === JSON.stringify([ON, OFF]));
  await press(1);
  await until('the second is, instead', async () => JSON.stringify(await marked(page)) === JSON.stringify([OFF, ON]));
  await page.reload();
  await until('it is still', async () => JSON.stringify(await marked(page)) === JSON.stringify([OFF, ON]));
  await press(1);
  await until('none is', async () => JSON.stringify(await marked(page)) === JSON.stringify([OFF, OFF]));

  await page.press('view-tabs');
  await page.select('alpha');
  await page.driver
    .actions()
    .keyDown(Key.CONTROL)
    .keyDown(Key.SHIFT)
    .sendKeys('g')
    .keyUp(Key.SHIFT)
    .keyUp(Key.CONTROL)
    .perform();
  await until(
    'the key marks the answer being read',
    async () => JSON.stringify(await marked(page)) === JSON.stringify([ON]),
  );

  await page.ask('Second?');
  const chats = await server.chatsAre(4);
  for (const [model, said] of [
    ['alpha', 'Alpha first.'],
    ['beta', 'Beta first.'],
  ]) {
    const second = chats.filter((chat) => chat.json.model === model).at(-1).json.messages;
    assert.deepEqual(
      second.map((message) => message.content),
      ['First?', said, 'Second?'],
    );
  }
});
