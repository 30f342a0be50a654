// A short soak and a look at rest: chats of four streams leave nothing behind, and a window nobody touches does next to
// nothing. `cargo xtask bench memory` measures both for half an hour; the bounds here only a fault can reach.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds, pssMegabytes, sleeps, wakeupsSince } from './lib/costs.mjs';
import { connected } from './lib/connected.mjs';
import { until } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { END, paced, reply } from './lib/script.mjs';

const scenario = onDesktop();
const MODELS = ['alpha', 'beta', 'gamma', 'delta'];
const TEXT = 'A **token** of the soak and some `code` in it, again and again.\n\n';
const ROUNDS = 8;
/** The first chats fill caches. */
const WARM = 3;
const MOST_MEGABYTES = 40;
/** Seconds of rest that are watched. The focus is on a button by then: a cursor that blinks would wake the window. */
const REST = 4;

scenario('chats of four streams leave nothing behind, and the window rests afterwards', async (parts) => {
  const answers = { '*': [reply(paced(TEXT, 1_000, 40), ...END)] };
  const { window, page } = await connected(parts, { models: MODELS, answers });
  const memory = [];
  const elements = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.press('new-chat');
    await until('an empty chat is shown', async () => (await page.answers()).length === 0);
    elements.push(await page.script('return document.querySelector("main").querySelectorAll("*").length'));
    await page.ask('Go');
    await page.press('view-columns');
    await until('all four are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'), {
      seconds: 30,
    });
    memory.push(pssMegabytes(window.processes()));
  }
  const grown = memory.at(-1) - memory[WARM - 1];
  console.log(`memory of the tree after each chat: ${memory.map(Math.round).join(', ')} MB`);
  assert.ok(grown <= MOST_MEGABYTES, `${ROUNDS - WARM} chats took ${grown} MB: ${memory}`);
  assert.equal(new Set(elements.slice(1)).size, 1, `an empty chat is as large every time: ${elements}`);

  const processes = window.processes();
  await pause(1_000);
  const before = [sleeps(processes), cpuSeconds(processes)];
  await pause(REST * 1_000);
  const [woken, busy] = [wakeupsSince(before[0], processes) / REST, (cpuSeconds(processes) - before[1]) / REST];
  console.log(`at rest: ${woken} wakeups a second, ${(busy * 100).toFixed(1)} % CPU`);
  assert.ok(woken <= 60, `${woken} wakeups a second at rest`);
  assert.ok(busy <= 0.1, `${busy * 100} % CPU at rest`);
});
