// A computer without a keyring service: nothing is stored in its stead, and the app works all the same.
import assert from 'node:assert/strict';
import * as canary from './lib/canary.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop({ keyring: 'absent' });

scenario('the key is kept for this session only when the person says so', async ({ open, serve }) => {
  const key = canary.canaryKey();
  const server = await serve({ key, models: ['alpha'], answers: { '*': [answer('Yes.')] } });
  const window = await open();
  const { page } = window;
  await page.connect({ url: server.url, key });
  assert.ok((await page.text('endpoint-error')).length > 0);
  await page.press('endpoint-session-only');
  await page.type('endpoint-key', key);
  await page.press('endpoint-save');
  await page.gone('onboarding');
  await page.choose(['alpha']);
  await page.ask('Hello');
  await page.answer('done');
  assert.deepEqual(await canary.inFolder(window.data, key), []);
});

const withoutBus = onDesktop({ bus: false });

withoutBus('without a session bus the app works all the same', async ({ open, serve }) => {
  const key = canary.canaryKey();
  const server = await serve({ key, models: ['alpha'], answers: { '*': [answer('Yes.')] } });
  const window = await open();
  const { page } = window;
  await page.connect({ url: server.url, key });
  await page.find('endpoint-keyring', { 'data-state': 'absent' });
  await page.press('endpoint-session-only');
  await page.type('endpoint-key', key);
  await page.press('endpoint-save');
  await page.gone('onboarding');
  await page.choose(['alpha']);
  await page.ask('Hello');
  await page.answer('done');
  assert.deepEqual(await canary.inFolder(window.data, key), []);
  await window.close();
});
