// The offline demo: three models, no key, no network, and never mistaken for the real thing.
import assert from 'node:assert/strict';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';

const scenario = onDesktop({ keyring: 'absent' });
const FINAL = ['done', 'stopped', 'failed', 'incomplete'];

async function playDemo({ page }) {
  await page.ask('What can you do?');
  await until('all three have ended', async () => (await page.tabs()).every((tab) => FINAL.includes(tab.state)), {
    seconds: 60,
  });
  const states = Object.fromEntries((await page.tabs()).map((tab) => [tab.model, tab.state]));
  assert.deepEqual(states, { 'demo-thinker': 'done', 'demo-coder': 'done', 'demo-brief': 'incomplete' });
  assert.ok(
    (await page.tabs()).every((tab) => /demo/i.test(tab.text)),
    'every tab says that it is a demo',
  );
}

scenario('the second button of First run opens it', async ({ open }) => {
  const window = await open();
  await window.page.press('endpoint-demo');
  await until('three tabs are open', async () => (await window.page.tabs()).length === 3);
  await playDemo(window);
  await window.page.select('demo-thinker');
  assert.ok((await window.page.answer('done')).reasoning !== null);
});

scenario('--demo opens on it at once', async ({ open }) => {
  const window = await open({ args: ['--demo'] });
  await until('three tabs are open', async () => (await window.page.tabs()).length === 3);
  await playDemo(window);
});
