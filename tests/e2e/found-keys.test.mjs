// Several keys at once: found on the clipboard and in the environment, shown by name and length alone.
import assert from 'node:assert/strict';
import * as canary from './lib/canary.mjs';
import { copy } from './lib/clipboard.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();
const YES = { '*': [answer('Yes.')] };

scenario(
  'several keys are pasted at once: names and lengths are shown, the keys are in the keyring and nowhere else',
  async ({ desktop, open, serve }) => {
    const keys = [canary.canaryKey(), canary.canaryKey(), canary.canaryKey()];
    const [good, wrong] = [
      await serve({ key: keys[0], private_models: true, models: ['alpha'], answers: YES }),
      await serve({ key: keys[2], private_models: true, models: ['beta'], answers: YES }),
    ];
    const window = await open();
    const { page } = window;
    await canary.listenToReplies(page);
    await copy(
      desktop,
      `# keys\nexport OPENAI_API_KEY="${keys[0]}"\nOPENAI_BASE_URL=${good.url}\nMISTRAL_API_KEY=${keys[1]}\nMISTRAL_BASE_URL=${wrong.url}\nNOT_A_KEY=1\n`,
    );
    await page.press('paste-keys');
    const found = await page.text('found-key', { 'data-variable': 'OPENAI_API_KEY' });
    assert.match(found, new RegExp(`${keys[0].length} characters`));
    assert.match(found, new RegExp(good.url));
    assert.equal((await page.driver.findElements({ css: '[data-testid="found-key"]' })).length, 2);
    await page.press('found-add');
    await page.find('found-key', { 'data-variable': 'OPENAI_API_KEY', 'data-state': 'added' });
    await page.find('found-key', { 'data-variable': 'MISTRAL_API_KEY', 'data-state': 'failed' });
    assert.match(await page.text('found-told'), /1 of 2/);

    const stored = await desktop.keyring.entries();
    assert.ok(stored.includes(keys[0]) && !stored.includes(keys[1]));
    for (const key of keys.slice(0, 2)) {
      assert.deepEqual((await canary.inReplies(page, key)).found, []);
      assert.deepEqual(await canary.inPage(page, key), []);
      assert.deepEqual(await canary.inFolder(window.data, key), []);
      assert.deepEqual(await canary.inProcesses(window.processes(), key), []);
    }
    await page.press('found-close');
    await page.find('model-picker');
  },
);
