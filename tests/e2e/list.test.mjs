// The list of conversations when there are many: as much is drawn as is looked at, and none is out of reach.
import assert from 'node:assert/strict';
import { connected } from './lib/connected.mjs';
import { python, until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';

const scenario = onDesktop();
const OLDER = 700;

const rows = (page) =>
  page.script(
    `return [...document.querySelectorAll('[data-testid="conversation-item"]')].map((row) => row.textContent.trim())`,
  );
const toTheEnd = (page) =>
  page.script(`document.querySelector('[data-testid="conversation-item"]').closest('.side-list').scrollTo(0, 1e9)`);

scenario('of many conversations the newest are drawn, and the others as the list is scrolled', async (parts) => {
  const { page, window } = await connected(parts, { answers: { '*': [answer('Yes.')] } });
  await page.ask('The newest');
  await page.answer('done');
  await window.close();
  await python('older_chats.py', window.data, String(OLDER));
  await window.open();
  await window.page.find('conversation-item');
  const first = await rows(window.page);
  assert.ok(first.length < OLDER / 2, `${first.length} rows are drawn at first`);
  assert.match(first[0], /The newest/);
  const all = await until('the oldest is drawn', async () => {
    await toTheEnd(window.page);
    const drawn = await rows(window.page);
    return drawn.at(-1) === `Older chat ${OLDER}` && drawn;
  });
  assert.equal(all.length, OLDER + 1);
  assert.equal(new Set(all).size, OLDER + 1, 'each is drawn once');
});
