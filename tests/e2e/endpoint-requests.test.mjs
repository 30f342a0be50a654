// How requests are made and what is known of them: headers, query, a model named by the person, the log of connections.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as canary from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { unfold, beginForm, addRow, saved } from './lib/endpoints.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();
const YES = { '*': [answer('Yes.')] };

scenario(
  'added by preset with headers and a query: the server sees them, a secret one is in the keyring alone',
  async (parts) => {
    const { window, page } = await connected(parts, { tabs: ['alpha'], answers: { alpha: [answer('Hello.')] } });
    const other = await parts.serve({ models: ['delta'], answers: YES });
    const secret = canary.canaryKey();
    await canary.listenToReplies(page);
    await page.press('open-settings');
    await beginForm(page, { preset: 'litellm', url: other.url, name: 'Proxy of the team' });
    await unfold(page, 'headers');
    await addRow(page, 'header', 'X-Team', 'blue');
    await addRow(page, 'header', 'X-Token', secret, { secret: true });
    await unfold(page, 'auth');
    await addRow(page, 'query', 'api-version', '2024-10-21');
    await until('the preview names the query', async () =>
      (await page.text('endpoint-url-preview')).includes('api-version=2024-10-21'),
    );
    await page.press('endpoint-save');
    await saved(page, 'Proxy of the team');

    await page.press('close-settings');
    await page.choose(['delta']);
    await other.forget();
    await page.select('delta');
    await page.ask('Whom do you see?');
    await page.answer('done');
    const [request] = await other
      .chatsAre(1)
      .catch(async () => (await other.requests()).filter(({ path }) => path.includes('/chat/completions')));
    const headers = new Map(request.headers);
    assert.equal(headers.get('x-team'), 'blue');
    assert.equal(headers.get('x-token'), secret);
    assert.match(request.path, /\?api-version=2024-10-21$/);

    assert.deepEqual((await canary.inReplies(page, secret)).found, []);
    assert.deepEqual(await canary.inPage(page, secret), []);
    assert.deepEqual(await canary.inFolder(window.data, secret), []);

    await page.press('open-settings');
    await page.driver
      .findElement({
        css: '[data-testid="endpoint-row"][aria-label="Proxy of the team"] [data-testid="endpoint-edit"]',
      })
      .click();
    await unfold(page, 'headers');
    const values = await page.script(
      `return [...document.querySelectorAll('[data-testid="endpoint-header-value"]')].map((field) => [field.type, field.value, field.placeholder])`,
    );
    assert.deepEqual(values, [
      ['text', 'blue', 'Value'],
      ['password', '', 'Saved in keyring'],
    ]);
  },
);

scenario('a server without a list is asked with the id of a model the person names', async (parts) => {
  const { page } = await connected(parts, { tabs: ['alpha'] });
  const none = {
    method: 'GET',
    path: '/v1/models',
    replies: [
      {
        status: 404,
        headers: { 'content-type': 'application/json' },
        framing: 'length',
        steps: [{ bytes: '{"error":{"message":"not found"}}' }],
      },
    ],
  };
  const bare = await parts.serve({ routes: [none], answers: { omega: [answer('Yes.')] } });
  await page.press('open-settings');
  await beginForm(page, { preset: 'litellm', url: bare.url, name: 'Bare' });
  await page.type('endpoint-key', canary.canaryKey());
  await page.press('endpoint-save');
  await page.type('check-model', 'omega');
  await page.press('check-ask-model');
  const [request] = await bare.chatsAre(1);
  assert.equal(request.json.model, 'omega');
});

scenario(
  'what was connected to is listed without a word of what was said, and can be written to a file',
  async (parts) => {
    const { window, page, server, key } = await connected(parts, {
      tabs: ['alpha'],
      answers: { alpha: [answer('A secret answer.')] },
    });
    await page.ask('A secret question');
    await page.answer('done');
    await page.press('open-settings');
    await page.press('log-open');
    const row = await page.text('log-row', { 'data-purpose': 'answer' });
    assert.match(row, new RegExp(new URL(server.url).host));
    assert.doesNotMatch(await page.text('connection-log'), /secret/);
    await page.press('log-export');
    const place = (await page.text('log-written')).replace(/^.*? (?=\/)/s, '');
    const written = await readFile(place, 'utf8');
    assert.match(written, new RegExp(new URL(server.url).host));
    assert.doesNotMatch(written, /secret/);
    assert.deepEqual(canary.sightings(place, written, key), []);
    assert.ok(window.pid);
  },
);
