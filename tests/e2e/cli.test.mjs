// The console binary against other people's servers, with the same keyring as the window.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as canary from './lib/canary.mjs';
import { run } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { startAiMock } from './lib/servers.mjs';
import { answer } from './lib/script.mjs';
import { TOOLS } from './lib/window.mjs';

const scenario = onDesktop();

/** Gives a function that runs `juxta` on one data folder. */
async function consoleOf(desktop, env = {}) {
  const data = await desktop.newFolder('data');
  const all = { ...desktop.env, JUXTA_DATA_DIR: data, ...env };
  const juxta = (args, input = '') => run(join(TOOLS, 'juxta'), args, { env: all, input, allowFailure: true });
  return { data, juxta };
}

scenario('an endpoint is added with its key from stdin, and two models answer', async ({ desktop, use }) => {
  const { mock, url } = use(await startAiMock());
  mock.onMessage('colour', { content: 'Petrol.' });
  mock.onMessage(/./, { content: 'Yes.' });
  const key = canary.canaryKey();
  const { data, juxta } = await consoleOf(desktop);
  const added = await juxta(['endpoint', 'add', 'mock', '--base-url', url, '--key-stdin'], `${key}\n`);
  assert.equal(added.code, 0, added.stderr);
  assert.ok((await desktop.keyring.entries()).includes(key));

  const asked = await juxta(['ask', '-m', 'gpt-4o', '-m', 'gpt-4o-mini', 'Which colour?']);
  assert.equal(asked.code, 0, asked.stderr);
  assert.equal(asked.stdout.match(/Petrol\./g).length, 2);
  assert.ok(asked.stdout.indexOf('gpt-4o') < asked.stdout.indexOf('gpt-4o-mini'));
  assert.deepEqual(canary.sightings('output', added.stdout + added.stderr + asked.stdout + asked.stderr, key), []);
  assert.deepEqual(await canary.inFolder(data, key), []);
});

scenario('--json: the deltas joined are the answer', async ({ desktop, serve }) => {
  const server = await serve({ models: ['alpha'], answers: { '*': [answer('One two three.')] } });
  const { juxta } = await consoleOf(desktop, { JUXTA_API_KEY: canary.canaryKey(), JUXTA_BASE_URL: server.url });
  const { code, stdout, stderr } = await juxta(['ask', '-m', 'alpha', '--json', '-'], 'Count');
  assert.equal(code, 0, stderr);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(
    lines
      .filter(({ type }) => type === 'delta')
      .map(({ text }) => text)
      .join(''),
    'One two three.',
  );
  const done = lines.at(-1);
  assert.equal(done.type, 'done');
  assert.equal(done.finish_reason, 'stop');
  assert.equal(done.usage.completion_tokens, 34);
});

scenario('exit codes: half a key environment 2, no key 3, a refused key 1', async ({ desktop, serve }) => {
  const key = canary.canaryKey();
  const server = await serve({ key: 'sk-another', models: ['alpha'], answers: {} });
  const half = await consoleOf(desktop, { JUXTA_API_KEY: key });
  assert.equal((await half.juxta(['ask', '-m', 'alpha', 'x'])).code, 2);
  const none = await consoleOf(desktop);
  assert.equal((await none.juxta(['ask', '-m', 'alpha', 'x'])).code, 3);
  const refused = await consoleOf(desktop, { JUXTA_API_KEY: key, JUXTA_BASE_URL: server.url });
  const { code, stdout, stderr } = await refused.juxta(['ask', '-m', 'alpha', 'x']);
  assert.equal(code, 1, stderr);
  assert.deepEqual(canary.sightings('output', stdout + stderr, key), []);
});
