// A key is in the keyring and nowhere else.
import assert from 'node:assert/strict';
import * as canary from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { copy } from './lib/clipboard.mjs';
import { run } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();

/** Looks for the key everywhere it must not be. */
async function sightings(desktop, window, key) {
  return [
    ...(await canary.inFolder(window.data, key)),
    ...(await canary.inFolder(desktop.folder, key)).filter(
      (place) => !place.includes('/keyrings/') && !place.includes('/script-'),
    ),
    ...(await canary.inProcesses(window.processes(), key)),
    ...(await canary.inPage(window.page, key)),
  ];
}

scenario('the hunt finds a key that is there', async ({ open }) => {
  const window = await open();
  const key = canary.canaryKey();
  await window.page.script('window.leak = { deep: [new Map([["a", arguments[0]]])] }', key);
  assert.notDeepEqual(await canary.inPage(window.page, key), []);
  await run('sh', ['-c', `printf %s "${Buffer.from(`x${key}`).toString('base64')}" > ${window.data}/leak`]);
  assert.notDeepEqual(await canary.inFolder(window.data, key), []);
  assert.notDeepEqual(
    await canary.inProcesses([{ pid: window.pid, name: 'juxta-window' }], window.data),
    [],
    'arguments and environment are read',
  );
});

scenario('a typed key leaves no trace but in the keyring', async (parts) => {
  const { desktop, open, serve } = parts;
  const key = canary.canaryKey();
  const server = await serve({ key, models: ['alpha'], answers: { '*': [answer('Yes.')] } });
  const window = await open();
  const { page } = window;
  await canary.listenToReplies(page);
  await page.connect({ url: server.url, key });
  await page.gone('onboarding');
  await page.choose(['alpha']);
  await page.ask('Hello');
  await page.answer('done');
  for (const command of ['boot', 'list_endpoints', 'list_conversations', 'keyring_state'])
    await canary.invoke(page, command);
  await canary.invoke(page, 'catalogue', { refresh: true });

  assert.ok((await desktop.keyring.entries()).includes(key));
  const replies = await canary.inReplies(page, key);
  assert.ok(replies.count > 8, `only ${replies.count} replies were heard`);
  assert.deepEqual(replies.found, []);
  assert.deepEqual(await sightings(desktop, window, key), []);
  await window.close();
  assert.deepEqual(await canary.inFolder(window.data, key), []);
});

scenario('a key pasted from the clipboard never enters the page', async ({ desktop, open, serve }) => {
  const key = canary.canaryKey();
  const server = await serve({ key, models: ['alpha'], answers: { '*': [answer('Yes.')] } });
  const window = await open();
  const { page } = window;
  await copy(desktop, `  ${key}\n`);
  await canary.listenToReplies(page);
  await page.find('onboarding');
  await page.type('endpoint-base-url', server.url, { replace: true });
  await page.press('endpoint-paste');
  assert.match(await page.text('endpoint-pasted'), new RegExp(`\\b${key.length} characters`));
  await page.press('endpoint-save');
  await page.gone('onboarding');
  assert.ok((await desktop.keyring.entries()).includes(key));
  assert.deepEqual((await canary.inReplies(page, key)).found, []);
  assert.deepEqual(await canary.inPage(page, key), []);
});

scenario('a key removed from the keyring is said to be gone, and can be given again', async (parts) => {
  const { window, page } = await connected(parts, { tabs: ['alpha'], answers: { alpha: [answer('Hello.')] } });
  await page.ask('First');
  await page.answer('done');
  await window.close();
  await parts.desktop.keyring.clear();
  await window.open();
  await window.page.ask('Second');
  const failed = await window.page.answer('failed');
  assert.ok(failed.error);
});

scenario('no command hands out a key', async (parts) => {
  const { page, key } = await connected(parts, { tabs: ['alpha'] });
  for (const command of [
    'get_key',
    'key',
    'read_key',
    'plugin:shell|execute',
    'plugin:fs|read_file',
    'plugin:event|emit',
    'plugin:window|create',
  ]) {
    const { ok } = await canary.invoke(page, command, { key });
    assert.equal(ok, undefined, `${command} was answered`);
  }
});

scenario('a key in the environment is used, kept nowhere and not inherited', async ({ desktop, open, serve }) => {
  const key = canary.canaryKey();
  const server = await serve({ key, models: ['alpha'], answers: { '*': [answer('Yes.')] } });
  const window = await open({ env: { JUXTA_API_KEY: key, JUXTA_BASE_URL: server.url } });
  await window.page.choose(['alpha']);
  await window.page.ask('Hello');
  await window.page.answer('done');
  const children = window.processes().filter(({ pid }) => pid !== window.pid);
  assert.ok(children.length > 0);
  assert.deepEqual(await canary.inProcesses(children, key), []);
  assert.deepEqual(await canary.inFolder(window.data, key), []);
  assert.ok(!(await desktop.keyring.entries()).includes(key));
});
