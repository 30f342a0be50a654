// Parameters as a person sets them: for all tabs, for one, by keyboard, and what the servers then get.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();
const SIDES = [answer('One.'), answer('Two.')];

/** What a request says besides model, messages and streaming. */
function asked({ json: { model, messages, stream, stream_options: options, ...rest } }) {
  assert.ok(model && stream && options);
  return { system: messages.find((message) => message.role === 'system')?.content ?? null, ...rest };
}

async function setField(page, name, text) {
  await page.type(`parameter-${name}`, text, { replace: true });
  const field = await page.find(`parameter-${name}`);
  await field.sendKeys(Key.TAB);
}

scenario('what is set for all tabs and for one is sent by those tabs, and nothing else is', async (desktop) => {
  const { window, page, server } = await connected(desktop, { answers: { alpha: SIDES, beta: SIDES } });
  await page.press('parameters');
  await setField(page, 'temperature', '0,6');
  await setField(page, 'system', 'Be brief.');
  await page.script(`document.querySelectorAll('[data-testid="parameters-about"] [role=radio]')[2].click()`);
  await setField(page, 'seed', '7');
  await page.find('parameters-sheet');
  await (await page.find('parameter-seed')).sendKeys(Key.ESCAPE);
  await page.gone('parameters-sheet');
  assert.equal(await page.script('return document.activeElement.dataset.testid'), 'parameters');

  await page.ask('Hello');
  await until('both are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'));
  const chats = await server.chatsAre(2);
  const of = (model) => asked(chats.find((chat) => chat.json.model === model));
  assert.deepEqual(of('alpha'), { system: 'Be brief.', temperature: 0.6 });
  assert.deepEqual(of('beta'), { system: 'Be brief.', temperature: 0.6, seed: 7 });

  await window.close();
  await window.open();
  await window.page.press('parameters');
  await window.page.press('parameters-reset');
  await until('nothing is set', () =>
    window.page.script(
      `return document.querySelector('[data-testid="parameters"]').getAttribute('aria-label') === 'Parameters'`,
    ),
  );
  await (await window.page.find('parameters-sheet')).sendKeys(Key.ESCAPE);
  await window.page.ask('And now?');
  assert.deepEqual((await server.chatsAre(4)).slice(2).map(asked), [{ system: null }, { system: null }]);
});

scenario('what cannot be read is said at its field, and is not sent', async (desktop) => {
  const { page, server } = await connected(desktop, { answers: { alpha: SIDES }, tabs: ['alpha'] });
  await page.press('parameters');
  await setField(page, 'temperature', '9');
  await page.script(`document.querySelector('[data-testid="parameters-sheet"] details').open = true`);
  await setField(page, 'rest', '{ "model": "other" }');
  const errors = await page.script(
    `return [...document.querySelectorAll('[data-testid="parameters-sheet"] [role=alert]')].map((each) => each.textContent)`,
  );
  assert.deepEqual(errors, ['Enter a number between 0 and 2.', 'Juxta sets model, messages and stream itself.']);
  await (await page.find('parameters-sheet')).sendKeys(Key.ESCAPE);
  await page.ask('Hello');
  assert.deepEqual((await server.chatsAre(1)).map(asked), [{ system: null }]);
});
