// From nothing to an answer: the first minutes of a person with Juxta.
import assert from 'node:assert/strict';
import { canaryKey, sightings } from './lib/canary.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, answer, gate, reply, say } from './lib/script.mjs';

const scenario = onDesktop();
const MODELS = ['alpha', 'beta', 'gamma-with-a-long-name'];

scenario('a key is typed, checked, stored, and the first answer streams in', async ({ desktop, open, serve }) => {
  const key = canaryKey();
  const server = await serve({ key, models: MODELS, answers: { '*': [answer('Yes.')] } });
  const { page } = await open();
  assert.equal(await page.value('endpoint-base-url'), 'https://aihubmix.com/v1');

  await page.type('endpoint-base-url', server.url, { replace: true });
  await until('the preview names the call', async () =>
    (await page.text('endpoint-url-preview')).includes(`${server.url}/chat/completions`),
  );
  await page.type('endpoint-key', key);
  await page.press('endpoint-save');
  await page.gone('onboarding');
  assert.ok((await desktop.keyring.entries()).includes(key), 'the key is in the keyring');

  await server.replaceScript({
    key,
    models: MODELS,
    answers: { alpha: [reply(say('One, '), gate('middle'), say('two, three.'), ...END)] },
  });
  await server.forget();
  await page.choose(['alpha']);
  await page.ask('Count to three.');
  const partial = await page.answerSays('One,');
  assert.equal(partial.state, 'streaming');
  assert.equal(partial.model, 'alpha');
  await server.open('middle');
  const done = await page.answer('done');
  assert.equal(done.text.trim(), 'One, two, three.');

  const [request] = await server.chats();
  assert.deepEqual(request.json.messages, [{ role: 'user', content: 'Count to three.' }]);
  assert.equal(new Map(request.headers).get('authorization'), `Bearer ${key}`);
});

scenario('a refused key is named without being shown, and nothing is kept of it', async ({ desktop, open, serve }) => {
  const [wrong, right] = [canaryKey(), canaryKey()];
  const server = await serve({ key: right, models: MODELS, answers: { '*': [answer('Yes.')] } });
  const { page, data } = await open();
  await page.connect({ url: server.url, key: wrong });
  const error = await page.text('endpoint-error');
  assert.ok(error.length > 0);
  assert.deepEqual(sightings('the page', await page.driver.getPageSource(), wrong), []);
  assert.ok(!(await desktop.keyring.entries()).includes(wrong), 'a refused key is not stored');

  await page.type('endpoint-key', right);
  await page.press('endpoint-save');
  await page.gone('onboarding');
  const stored = await desktop.keyring.entries();
  assert.ok(stored.includes(right) && !stored.includes(wrong));
  assert.ok(data);
});

scenario('a model id that is in no list is asked all the same', async ({ open, serve }) => {
  const server = await serve({ models: MODELS, answers: { '*': [answer('Here.')] } });
  const { page } = await open();
  await page.connect({ url: server.url, key: canaryKey() });
  await page.gone('onboarding');
  await server.forget();
  await page.choose(['vendor/model-of-tomorrow:beta']);
  await page.ask('Are you there?');
  await page.answer('done');
  const [request] = await server.chats();
  assert.equal(request.json.model, 'vendor/model-of-tomorrow:beta');
});
