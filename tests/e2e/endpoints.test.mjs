// Endpoints in the real window: filled in, ordered, checked, reached over the network, removed.
import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { connected } from './lib/connected.mjs';
import { order, focused, unfold, beginForm, saved } from './lib/endpoints.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();
const YES = { '*': [answer('Yes.')] };

scenario('what is wrong is said at its field, and nothing else is lost', async (parts) => {
  const { page } = await connected(parts, { tabs: ['alpha'] });
  await page.press('open-settings');
  await beginForm(page, { preset: 'custom', url: 'http://localhost:9/v1', name: 'Kept' });
  await unfold(page, 'limits');
  await page.type('endpoint-limit-silence_s', '45', { replace: true });
  await unfold(page, 'body');
  await page.type('endpoint-body', '[1]');
  assert.equal(await (await page.find('endpoint-body')).getAttribute('aria-invalid'), 'true');
  await page.press('endpoint-fold', { 'data-section': 'body' });
  await page.press('endpoint-save');
  await until('the field that is wrong has the focus', async () => (await focused(page)) === 'endpoint-body');
  await page.type('endpoint-body', '{"top_k": 40}', { replace: true });
  await page.press('endpoint-save');
  await page.find('endpoint-error', { 'data-code': 'connect' });
  assert.deepEqual(
    [
      await page.value('endpoint-name'),
      await page.value('endpoint-limit-silence_s'),
      await page.value('endpoint-body'),
    ],
    ['Kept', '45', '{"top_k": 40}'],
  );
  await page.press('endpoint-network');
  assert.equal(await focused(page), 'endpoint-fold');
  await page.find('endpoint-ca');
});

/** The name of the endpoint whose row has the focus. */
const focusedRow = (page) =>
  page.script(
    `return document.activeElement.closest('[data-testid="endpoint-row"]')?.getAttribute('aria-label') ?? null`,
  );

scenario('the order is the person’s: by buttons, by keyboard, and kept', async (parts) => {
  const { page } = await connected(parts, { tabs: ['alpha'] });
  const other = await parts.serve({ models: ['delta'], answers: YES });
  await page.press('open-settings');
  await beginForm(page, { preset: 'litellm', url: other.url, name: 'Second' });
  await page.press('endpoint-save');
  await saved(page, 'Second');
  const [first] = await order(page);
  await page.press('endpoint-down');
  await until('the first went down', async () => (await order(page))[1] === first);
  await until('the focus is in it again', async () => (await focusedRow(page)) === first);
  await page.driver.actions().keyDown(Key.ALT).sendKeys(Key.ARROW_UP).keyUp(Key.ALT).perform();
  await until('and up again, by keyboard', async () => (await order(page))[0] === first);
  await until('the focus stays with it', async () => (await focusedRow(page)) === first);
  await page.press('endpoint-down');
  await until('it went down', async () => (await order(page))[1] === first);
  await page.reload();
  await page.press('open-settings');
  await page.find('endpoint-row');
  assert.equal((await order(page))[1], first);
});

scenario('a check tells of its six steps, and names the model it asks', async (parts) => {
  const { page } = await connected(parts, {
    tabs: ['alpha'],
    answers: { alpha: [answer('Yes.')], beta: [answer('Yes.')] },
  });
  await page.press('open-settings');
  await page.press('endpoint-test');
  await page.find('check-report');
  const steps = await page.script(
    `return [...document.querySelectorAll('[data-testid="check-report"] [data-step]')].map((step) => [step.dataset.step, step.dataset.outcome, step.querySelector('p')?.textContent ?? ''])`,
  );
  assert.deepEqual(
    steps.map(([name]) => name),
    ['address', 'tls', 'key', 'model', 'streaming', 'usage'],
  );
  for (const [name, outcome, sentence] of steps) {
    assert.ok(['ok', 'skipped', 'warned'].includes(outcome), `${name}: ${outcome}`);
    assert.match(sentence, /^\S.*\.$/, name);
  }
  assert.match(steps[3][2], /alpha|beta/);
});

scenario('from an error card to the network of its endpoint', async (parts) => {
  const { page, server } = await connected(parts, { tabs: ['alpha'] });
  await server.stop();
  await page.ask('Anybody there?');
  await page.answer('failed');
  assert.equal(
    await page.script(`return document.querySelector('[data-testid="answer-error"]').dataset.code`),
    'connect',
  );
  await page.press('answer-way', { 'data-way': 'network' });
  const head = await page.find('endpoint-fold', { 'data-section': 'network' });
  assert.equal(await head.getAttribute('aria-expanded'), 'true');
  assert.equal(await focused(page), 'endpoint-fold');
  await page.find('endpoint-proxy');
});

scenario('the network is set from first run too', async ({ open }) => {
  const { page } = await open();
  await page.find('onboarding');
  await page.press('first-network');
  await page.driver.findElement({ css: '[data-testid="endpoint-proxy"] [data-value="url"]' }).click();
  await page.type('endpoint-proxy-url', 'ftp://proxy.example');
  assert.equal(await (await page.find('endpoint-proxy-url')).getAttribute('aria-invalid'), 'true');
  await page.type('endpoint-key', 'sk-a-key-that-is-long-enough');
  await page.press('endpoint-save');
  await until('the proxy has the focus', async () => (await focused(page)) === 'endpoint-proxy-url');
});

scenario('removed with its key', async (parts) => {
  const { page, key } = await connected(parts, { tabs: ['alpha'] });
  assert.ok((await parts.desktop.keyring.entries()).includes(key));
  await page.press('open-settings');
  await page.press('endpoint-remove');
  assert.equal(await page.script(`return document.querySelector('[data-testid="question"] input').checked`), true);
  await page.press('question-act');
  await until('it is gone', async () => (await order(page)).length === 0);
  assert.ok(!(await parts.desktop.keyring.entries()).includes(key));
});
