// The states of a real keyring in the real window: locked, not answering, gone. Unlocked is every other test.
import assert from 'node:assert/strict';
import * as canary from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();
const ANSWERS = { alpha: [answer('Hello.')] };

/** A window that must read its key from the keyring anew. */
async function opened(parts) {
  await parts.desktop.keyring.unlock();
  const place = await connected(parts, { tabs: ['alpha'], answers: ANSWERS });
  await place.window.close();
  return place;
}

/** The banner above the composer, in this state. */
const banner = (page, state) => page.find('keyring-banner', { 'data-state': state });

scenario('locked: nothing is asked at start; the first prompt says so, and one banner unlocks', async (parts) => {
  const { window } = await opened(parts);
  await parts.desktop.keyring.lock();
  await window.open();
  const { page } = window;
  assert.equal(await page.has('keyring-banner'), false);
  assert.equal(await parts.desktop.keyring.prompts(), false, 'the system was not asked at start');
  await page.ask('Hello?');
  const failed = await page.answer('failed');
  assert.match(failed.error, /locked/);
  await banner(page, 'locked');
  await page.press('open-settings');
  await banner(page, 'locked');
  assert.equal(
    (await page.driver.findElements({ css: '[data-testid="keyring-banner"]' })).length,
    1,
    'one banner for all rows',
  );
  await page.press('close-settings');

  await page.press('unlock-keyring');
  await parts.desktop.keyring.unlockInPrompt();
  await page.gone('keyring-banner');
  await page.press('answer-retry');
  assert.equal((await page.answer('done')).text.trim(), 'Hello.');
});

scenario('locked: the prompt can be dismissed, or no longer waited for, and asked for again', async (parts) => {
  const { window } = await opened(parts);
  const { keyring } = parts.desktop;
  await keyring.lock();
  await window.open();
  const { page } = window;
  await page.ask('Hello?');
  await page.answer('failed');
  await page.press('unlock-keyring');
  await keyring.dismissPrompt();
  await until('the button can be pressed again', async () => (await page.find('unlock-keyring')).isEnabled());
  await banner(page, 'locked');

  await page.press('unlock-keyring');
  await until('the prompt is there', () => keyring.prompts());
  await page.press('keyring-cancel');
  await page.gone('keyring-cancel');
  await page.type('composer', 'still usable');
  assert.equal(await page.value('composer'), 'still usable');
  await keyring.unlockInPrompt();
  await page.gone('keyring-banner');
});

scenario('locked: a key for this session only works, and the keyring is left alone', async (parts) => {
  const { window, key } = await opened(parts);
  const { keyring } = parts.desktop;
  const before = await keyring.entries();
  await keyring.lock();
  await window.open();
  const { page } = window;
  await page.ask('Hello?');
  await page.answer('failed');
  await page.press('keyring-session');
  await page.find('endpoint-key');
  assert.equal(await (await page.find('endpoint-session-only')).isSelected(), true);
  await page.type('endpoint-key', key);
  await page.press('endpoint-save');
  await page.gone('endpoint-save');
  if (await page.has('close-settings')) await page.press('close-settings');
  await page.ask('And now?');
  assert.equal((await page.answer('done')).text.trim(), 'Hello.');
  assert.deepEqual(await canary.inFolder(window.data, key), []);
  assert.equal(await keyring.prompts(), false);
  await window.close();
  await keyring.unlock();
  assert.equal(await keyring.entries(), before);
});

scenario(
  'not answering: the app stays usable, says so, tries again, and leaves at once',
  async (parts) => {
    const { window } = await opened(parts);
    const { keyring } = parts.desktop;
    keyring.freeze();
    const started = performance.now();
    await window.open();
    const { page } = window;
    await page.ask('Hello?');
    await page.type('composer', 'typed meanwhile');
    assert.equal(await page.value('composer'), 'typed meanwhile');
    const failed = await page.answer('failed', { seconds: 15 });
    assert.match(failed.error, /keyring/i);
    await banner(page, 'failing');
    await page.press('open-settings');
    await page.find('settings');
    await page.press('close-settings');
    console.log(`frozen keyring: said after ${Math.round(performance.now() - started)} ms, start included`);

    keyring.thaw();
    // What was asked while it was frozen may be answered now, and take the banner away by itself.
    await until('trying again ends the banner', async () => {
      await page.script('document.querySelector(arguments[0])?.click()', '[data-testid="keyring-retry"]:enabled');
      return !(await page.has('keyring-banner'));
    });
    await page.press('answer-retry');
    assert.equal((await page.answer('done')).text.trim(), 'Hello.');

    keyring.freeze();
    await page.ask('Once more?');
    const leaving = performance.now();
    await window.close();
    const took = performance.now() - leaving;
    keyring.thaw();
    assert.ok(took < 4000, `leaving took ${Math.round(took)} ms`);
  },
  { seconds: 120 },
);

scenario('a key gone from the keyring: paste it again, from where it is missed', async (parts) => {
  const { window, key } = await opened(parts);
  await parts.desktop.keyring.clear();
  await window.open();
  const { page } = window;
  await page.ask('Hello?');
  await page.answer('failed');
  await page.find('key-missing');
  await page.press('paste-key-again');
  await page.type('endpoint-key', key);
  await page.press('endpoint-save');
  await page.gone('endpoint-save');
  if (await page.has('close-settings')) await page.press('close-settings');
  await page.gone('key-missing');
  await page.press('answer-retry');
  assert.equal((await page.answer('done')).text.trim(), 'Hello.');
  assert.ok((await parts.desktop.keyring.entries()).includes(key));
});

scenario('gone altogether: the key cannot be read, and nothing is stored in its stead', async (parts) => {
  const { window, key } = await opened(parts);
  await parts.desktop.keyring.stop();
  await window.open();
  const { page } = window;
  await page.ask('Hello?');
  await page.answer('failed');
  await banner(page, 'absent');
  await page.press('keyring-session');
  await page.type('endpoint-key', key);
  await page.press('endpoint-save');
  await page.gone('endpoint-save');
  if (await page.has('close-settings')) await page.press('close-settings');
  await page.ask('And now?');
  assert.equal((await page.answer('done')).text.trim(), 'Hello.');
  assert.deepEqual(await canary.inFolder(window.data, key), []);
});
