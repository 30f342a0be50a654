// What breaks while an answer streams: the page, the window, the command in flight.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { connected } from './lib/connected.mjs';
import { invoke } from './lib/canary.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, answer, gate, halted, reply, say } from './lib/script.mjs';

const scenario = onDesktop();

scenario('a page killed mid-stream comes back, and no character is lost', async (desktop) => {
  const answers = {
    alpha: [reply(say('Before the crash, '), gate('crash'), say('after it, '), gate('end'), say('and done.'), ...END)],
  };
  const { window, page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Survive this');
  await page.answerSays('Before the crash,');
  await window.killPage();
  await window.page.answerSays('Before the crash,');
  await server.open('crash');
  await window.page.answerSays('after it,');
  await server.open('end');
  assert.equal((await window.page.answer('done')).text.trim(), 'Before the crash, after it, and done.');
  assert.equal((await server.chats()).length, 1);
});

/** Runs in the page: presses *Send*, and reloads the page as soon as it has called the command. */
const RELOAD_WITH_SEND = `
  window.beforeReload = true;
  const plain = window.fetch;
  window.fetch = (url, ...rest) => {
    const answer = plain(url, ...rest);
    if (/\\/send$/.test(String(url))) location.reload();
    return answer;
  };
  document.querySelector('[data-testid="send"]').click();`;

scenario('a reload with a send in flight asks the server once', async (desktop) => {
  const answers = { alpha: [halted('Once', 'once', '.')] };
  const { page, server } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.type('composer', 'Only once, please');
  await page.script(RELOAD_WITH_SEND);
  await until('the page is a new one', () => page.script('return window.beforeReload === undefined'));
  await page.drawn();
  await server.reached('once');
  await server.open('once');
  assert.equal((await page.answer('done')).text.trim(), 'Once.');
  assert.equal((await server.chats()).length, 1);
});

scenario('a command with the same id happens once', async (desktop) => {
  const { page } = await connected(desktop, { tabs: ['alpha'] });
  const endpoint = JSON.parse((await invoke(page, 'list_endpoints')).ok)[0].id;
  const args = { command: crypto.randomUUID(), models: [{ endpoint, model: 'alpha' }] };
  const first = JSON.parse((await invoke(page, 'create_conversation', args)).ok);
  const second = JSON.parse((await invoke(page, 'create_conversation', args)).ok);
  assert.equal(second.id, first.id);
});

scenario('kill -9 while streaming: the text is there, marked incomplete', async (desktop) => {
  const answers = { alpha: [reply(say('Kept on disk'), gate('never'), ...END)] };
  const { window, page } = await connected(desktop, { answers, tabs: ['alpha'] });
  await page.ask('Write this down');
  await page.answerSays('Kept on disk');
  // The journal writes at least every 250 ms: what is older must be there.
  await pause(300);
  await window.kill();
  await window.open();
  assert.equal((await window.page.answer('incomplete')).text.trim(), 'Kept on disk');
});

scenario('a second start on the same folder brings the first window forward', async (desktop) => {
  const { window } = await connected(desktop, { tabs: ['alpha'], answers: { alpha: [answer('x')] } });
  const second = await window.startAgain();
  assert.equal(second.code, 0, second.stderr);
  assert.ok(window.processes().length > 1, 'the first window is still there');
});
