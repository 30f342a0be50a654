// Servers that nobody here wrote.
import assert from 'node:assert/strict';
import { canaryKey } from './lib/canary.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { startAiMock, startLlmock } from './lib/servers.mjs';

const scenario = onDesktop();

async function connect({ open }, url, model) {
  const window = await open();
  await window.page.connect({ url, key: canaryKey() });
  await window.page.gone('onboarding');
  await window.page.choose([model]);
  return window;
}

scenario('aimock: an answer streams, and the second turn carries the first', async (parts) => {
  const { mock, url } = parts.use(await startAiMock());
  mock.onMessage('capital of France', { content: 'The capital of France is Paris.' });
  mock.onMessage('of Spain', { content: 'Madrid it is.' });
  mock.onMessage(/./, { content: 'Yes.' });
  const { page } = await connect(parts, url, 'gpt-4o-mini');
  await page.ask('What is the capital of France?');
  await page.answerSays('The capital of France is Paris.');
  await page.answer('done');
  await page.ask('And of Spain?');
  await page.answerSays('Madrid it is.');
  const { messages } = mock.getLastRequest().body;
  assert.deepEqual(
    messages.map(({ role }) => role),
    ['user', 'assistant', 'user'],
  );
});

scenario('llmock: a cut stream is incomplete, a dropped connection keeps its text', async (parts) => {
  const server = parts.use(await startLlmock(parts.desktop, ['--response-style', 'varied']));
  const { page } = await connect(parts, server.url, 'gpt-4o-mini');
  for (const kind of ['truncate', 'disconnect']) {
    await server.admin('scenario', { behaviors: [{ type: 'stream_fault', kind, after_chunks: 3 }] });
    await page.ask(`Tell me something about ${kind}`);
    const cut = await page.answer('incomplete');
    assert.ok(cut.text.trim().length > 0);
  }
});

scenario('llmock: a limit that says when to come back is obeyed, and the verdict is good', async (parts) => {
  const server = parts.use(await startLlmock(parts.desktop));
  const { page } = await connect(parts, server.url, 'gpt-4o-mini');
  await server.admin('reset', {});
  await server.admin('scenario', { behaviors: [{ type: 'fail', status: 429, retry_after: 1, times: 1 }] });
  await page.ask('Patience?');
  await page.answer('done');
  const verdict = await server.admin('verdict');
  assert.deepEqual(
    (verdict.findings ?? []).filter(({ severity }) => /fail|error/i.test(severity)),
    [],
    JSON.stringify(verdict),
  );
});
