// Asking one model and several: streams, stops, histories of their own, and everything there again after a restart.
import assert from 'node:assert/strict';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer, gate, halted, reply, say } from './lib/script.mjs';

const scenario = onDesktop();

scenario('stop ends the request at once and keeps the text', async (desktop) => {
  const answers = { alpha: [reply(say('The beginning'), 'hang')] };
  const { page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Go on for ever.');
  await page.answerSays('The beginning');
  await page.press('stop-all');
  const stopped = await page.answer('stopped');
  assert.equal(stopped.text.trim(), 'The beginning');
  const [request] = await server.chats();
  const { closed_ms: closed } = await server.closed(request.index);
  assert.equal(typeof closed, 'number');
});

scenario('two models are asked at the same moment and keep histories of their own', async (desktop) => {
  const answers = {
    alpha: [halted('Alpha says', 'a', ' this.'), answer('Alpha again.')],
    beta: [halted('Beta says', 'b', ' that.'), answer('Beta again.')],
  };
  const { page, server } = await connected(desktop, { answers });
  await page.ask('First question');
  await server.reached('a');
  await server.reached('b');
  await server.open('b');
  await server.open('a');
  await until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));

  await page.ask('Second question');
  const chats = await server.chatsAre(4);
  for (const [model, said] of [
    ['alpha', 'Alpha says this.'],
    ['beta', 'Beta says that.'],
  ]) {
    const second = chats.filter((chat) => chat.json.model === model).at(-1).json.messages;
    assert.deepEqual(
      second.map((message) => message.role),
      ['user', 'assistant', 'user'],
    );
    assert.equal(second[1].content, said);
  }
  await page.select('beta');
  assert.equal((await page.answer('done')).text.trim(), 'Beta again.');
});

scenario('a second tab of a running conversation streams while the first goes on', async (desktop) => {
  const answers = { alpha: [halted('Long', 'slow', ' answer.')], beta: [answer('Short answer.')] };
  const { page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Both of you?');
  await page.answerSays('Long');
  await page.choose(['beta']);
  await until('there are two tabs', async () => (await page.tabs()).length === 2);
  await page.select('alpha');
  await server.open('slow');
  assert.equal((await page.answer('done')).text.trim(), 'Long answer.');
});

scenario('after closing and opening again everything is there', async (desktop) => {
  const answers = { alpha: [answer('An answer worth keeping.')], beta: [answer('Another one.')] };
  const { window, page, server } = await connected(desktop, { answers });
  await page.ask('Remember this?');
  await until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  await page.select('beta');
  await page.type('composer', 'a draft');
  await window.close();

  await window.open();
  const again = window.page;
  assert.equal((await again.answer('done')).text.trim(), 'Another one.');
  assert.deepEqual(
    (await again.tabs()).map((tab) => [tab.model, tab.selected]),
    [
      ['alpha', false],
      ['beta', true],
    ],
  );
  assert.equal(await again.value('composer'), 'a draft');
  await again.select('alpha');
  assert.equal((await again.answer('done')).text.trim(), 'An answer worth keeping.');
  assert.equal((await server.chats()).length, 2, 'nothing was asked again');
});

scenario('a prompt sent while an answer runs waits for its end', async (desktop) => {
  const answers = { alpha: [halted('One', 'first', '.'), answer('Two.')] };
  const { page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('First');
  await page.answerSays('One');
  await page.ask('Second');
  await until('the second waits', async () => (await page.answers()).at(-1)?.state === 'waiting');
  assert.equal((await server.chats()).length, 1);
  await server.open('first');
  assert.equal((await page.answerSays('Two.')).text.trim(), 'Two.');
  const [, second] = await server.chats();
  assert.deepEqual(
    second.json.messages.map((message) => message.content),
    ['First', 'One.', 'Second'],
  );
});

scenario('a cut answer is incomplete, and Continue asks for the rest', async (desktop) => {
  const answers = { alpha: [reply(say('The first half'), gate('cut'), 'close'), answer(' and the second.')] };
  const { page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Say it all');
  await page.answerSays('The first half');
  await server.open('cut');
  assert.equal((await page.answer('incomplete')).text.trim(), 'The first half');
  await page.press('answer-continue');
  const whole = await page.answer('done');
  assert.ok(whole.text.includes('The first half') && whole.text.includes('and the second.'));
  const second = (await server.chats())[1].json.messages;
  assert.deepEqual(
    second.map((message) => message.role),
    ['user', 'assistant', 'user'],
  );
});
