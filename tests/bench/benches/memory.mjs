// Memory of the whole process tree, at rest and after a soak; wakeups and CPU at rest; beside a blank Tauri window.
//
// The soak: four streams of 200 tokens a second as columns, a new chat every half minute, so that what a growing answer
// takes by itself is not taken for a leak. Memory is read at the end of each chat.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startDesktop } from '../../e2e/lib/desktop.mjs';
import { family, launch, terminate, until } from '../../e2e/lib/processes.mjs';
import { figure, median, table, times } from '../lib/figures.mjs';
import { allDone, openJuxta, stream } from '../lib/juxta.mjs';
import { TOOLS, WINDOW } from '../lib/places.mjs';
import { cpuSeconds, pssMegabytes, wakeups } from '../../e2e/lib/costs.mjs';

export const about = 'memory of the process tree, at rest and after a soak; wakeups and CPU at rest';
const STREAMS = 4;
const PER_SECOND = 200;
const TEXT = `${'A **token** of the soak and some `code` in it, again. '.repeat(9)}\n\n- one item\n- another\n\n`;
/** Tokens of TEXT. */
const TOKENS = 103;

export async function measure({ quick }) {
  const plan = quick ? { settle: 15, watch: 20, chat: 10, chats: 6, warm: 2 } : { settle: 60, watch: 60, chat: 28, chats: 60, warm: 10 };
  const desktop = await startDesktop({ accessibility: false });
  try {
    const { folder, soak } = await soaked(desktop, plan);
    const rest = {};
    for (const [arm, command] of Object.entries({ juxta: [WINDOW, '--data-dir', folder], blank: [join(TOOLS, 'blank-window')] })) rest[arm] = await atRest(desktop, command, plan);
    return { plan, soak, rest, markdown: render(plan, soak, rest) };
  } finally {
    await desktop.stop();
  }
}

/** A window nobody touches, without a driver: `{memory, wakeups, cpu}`, the last two a second and in percent. */
async function atRest(desktop, [program, ...args], { settle, watch }) {
  const child = await launch(program, args, { env: desktop.env, log: desktop.log('rest') });
  try {
    await until('the page runs', () => family(child.pid).length >= 3, { seconds: 20 });
    await pause(settle * 1000);
    const processes = family(child.pid);
    const before = [wakeups(processes), cpuSeconds(processes)];
    await pause(watch * 1000);
    const each = processes.map((process) => ({ name: process.name, memory: pssMegabytes([process]) }));
    return {
      memory: pssMegabytes(processes),
      wakeups: (wakeups(processes) - before[0]) / watch,
      cpu: ((cpuSeconds(processes) - before[1]) / watch) * 100,
      each,
    };
  } finally {
    await terminate(child);
  }
}

/** Chat after chat; gives the data folder and the memory after each. */
async function soaked(desktop, { chat, chats }) {
  const answer = stream({ text: TEXT, per_second: PER_SECOND, repeat: Math.ceil((chat * PER_SECOND) / TOKENS) });
  const juxta = await openJuxta(desktop, { count: STREAMS, answer });
  const { page } = juxta;
  const soak = [];
  try {
    for (let round = 0; round < chats; round += 1) {
      if (round > 0) await juxta.again(STREAMS, answer);
      await page.ask('Go');
      await page.press('view-columns');
      await allDone(page, chat + 60);
      await pause(1_500);
      soak.push(pssMegabytes(juxta.processes()));
    }
    await juxta.window.close();
    return { folder: juxta.window.data, soak };
  } finally {
    await juxta.stop();
  }
}

function render({ chats, warm, chat }, soak, { juxta, blank }) {
  const minutes = (count) => figure((count * (chat + 2)) / 60);
  const [early, late] = [soak.slice(warm, warm + 5), soak.slice(-5)].map(median);
  const rest = table(
    ['At rest', 'memory MB', 'wakeups a second', 'CPU %'],
    [
      ['Juxta', figure(juxta.memory), figure(juxta.wakeups), figure(juxta.cpu)],
      ['blank Tauri window', figure(blank.memory), figure(blank.wakeups), figure(blank.cpu)],
      ['Juxta beside it', times(juxta.memory, blank.memory), times(juxta.wakeups, blank.wakeups), times(juxta.cpu, blank.cpu)],
      ['aim', '1.2x', '2', '0.1'],
    ],
  );
  const growth = table(
    ['Soak: 4 streams of 200 tokens a second', `after ${minutes(warm)} min`, `after ${minutes(chats)} min`, 'growth MB', 'aim'],
    [['Juxta, memory MB (driven by WebDriver)', figure(early), figure(late), (late - early).toFixed(1), '5']],
  );
  return `${rest}\n\n${growth}`;
}
