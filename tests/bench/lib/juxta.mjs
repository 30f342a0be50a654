// Juxta's real window with a scripted server, ready to be asked.
import { connected } from '../../e2e/lib/connected.mjs';
import { until } from '../../e2e/lib/processes.mjs';
import { END, reply } from '../../e2e/lib/script.mjs';
import { startScripted } from '../../e2e/lib/servers.mjs';
import { openWindow } from '../../e2e/lib/window.mjs';

/** Names for `count` models. */
export const models = (count) => Array.from({ length: count }, (_, at) => `model-${at + 1}`);

/** A whole answer of one paced step. */
export const stream = (paced) => reply({ paced }, ...END);

/**
 * Opens the window, through First run, with `count` tabs. Every model answers with `answer`.
 * Gives `{page, server, processes, again, stop}`; `again(count, answer)` opens a new chat.
 */
export async function openJuxta(desktop, { count, answer, size = [1280, 800] }) {
  const server = [];
  const serve = async (script) => server[server.push(await startScripted(desktop, script)) - 1];
  const open = (options) => openWindow(desktop, { ...options, size, env: { JUXTA_LOG: 'warn' } });
  const juxta = await connected({ open, serve }, { models: models(count), answers: { '*': [answer] }, parallel: 24 });
  const { window, page } = juxta;
  return {
    window,
    page,
    server: server[0],
    processes: () => window.processes(),
    again: (tabs, next) => newChat(juxta, tabs, next),
    async stop() {
      await window.discard();
      await server[0].stop();
    },
  };
}

async function newChat({ page, server, key }, count, answer) {
  await server.replaceScript({ key, models: models(count), answers: { '*': [answer] } });
  await page.press('new-chat');
  await until('an empty chat is shown', async () => (await page.answers()).length === 0);
  const open = (await page.tabs()).map((tab) => tab.model);
  for (const model of open.slice(count)) await page.press('tab-close', { 'data-model': model });
  const missing = models(count).slice(open.length);
  if (missing.length > 0) await page.choose(missing);
  await until(`${count} tabs are open`, async () => (await page.tabs()).length === count);
}

/** Waits until every answer of the conversation shown has ended well. */
export async function allDone(page, seconds) {
  return until('every answer is done', async () => (await page.tabs()).every((tab) => tab.state === 'done'), {
    seconds,
    every: 250,
  });
}
