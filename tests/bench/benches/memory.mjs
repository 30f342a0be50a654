// Memory of the whole process tree, at rest and after a soak; wakeups and CPU at rest; beside a blank Tauri window.
//
// The soak: four streams of 200 tokens a second as columns, a new chat every half minute, so that what a growing answer
// takes by itself is not taken for a leak. Memory is read at the end of each chat, by process.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startDesktop } from '../../e2e/lib/desktop.mjs';
import { family, launch, run, terminate, until } from '../../e2e/lib/processes.mjs';
import { figure, median, table, times } from '../lib/figures.mjs';
import { allDone, openJuxta, stream } from '../lib/juxta.mjs';
import { BENCH, TOOLS, WINDOW } from '../lib/places.mjs';
import { cpuSeconds, pssMegabytes, sleeps, wakeupsSince } from '../../e2e/lib/costs.mjs';

export const about = 'memory of the process tree, at rest and after a soak; wakeups and CPU at rest';
const STREAMS = 4;
const PER_SECOND = 200;
const TEXT = `${'A **token** of the soak and some `code` in it, again. '.repeat(9)}\n\n- one item\n- another\n\n`;
/** Tokens of TEXT. */
const TOKENS = 103;

export async function measure({ quick }) {
  const plan = quick
    ? { settle: 5, watch: 15, chat: 7, chats: 6, warm: 1 }
    : { settle: 30, watch: 60, chat: 28, chats: 60, warm: 10 };
  const desktop = await startDesktop({ accessibility: false });
  try {
    const { folder, soak } = await soaked(desktop, plan);
    const rest = {};
    for (const [arm, command] of Object.entries({
      juxta: [WINDOW, '--data-dir', folder],
      blank: [join(TOOLS, 'blank-window')],
    }))
      rest[arm] = await atRest(desktop, command, plan);
    return { plan, soak, rest, markdown: render(plan, soak, rest) };
  } finally {
    await desktop.stop();
  }
}

/** A window nobody touches, without a driver: `{memory, front, behind}`; the last two with the keyboard and without. */
async function atRest(desktop, [program, ...args], { settle, watch }) {
  const child = await launch(program, args, { env: desktop.env, log: desktop.log('rest') });
  const python = (name) => run('/usr/bin/python3', [join(BENCH, 'lib', name)], { env: desktop.env });
  try {
    await until('the page runs', () => family(child.pid).length >= 3, { seconds: 20 });
    await pause(settle * 1000);
    // There is no window manager to give it the keyboard.
    const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--pid', String(child.pid)], {
      env: desktop.env,
    });
    await run('xdotool', ['windowfocus', stdout.trim().split('\n').at(-1)], { env: desktop.env });
    await pause(12_000);
    const processes = family(child.pid);
    const memory = pssMegabytes(processes);
    const front = await watched(processes, watch);
    await python('unfocus.py');
    await pause(2_000);
    const behind = await watched(processes, watch);
    return {
      memory,
      front,
      behind,
      each: processes.map((process) => ({ name: process.name, memory: pssMegabytes([process]) })),
    };
  } finally {
    await terminate(child);
  }
}

/** Wakeups a second, and CPU in percent. */
async function watched(processes, seconds) {
  const before = [sleeps(processes), cpuSeconds(processes)];
  await pause(seconds * 1000);
  return {
    wakeups: wakeupsSince(before[0], processes) / seconds,
    cpu: ((cpuSeconds(processes) - before[1]) / seconds) * 100,
  };
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
      // Left alone meanwhile: what the driver's questions cost is not Juxta's.
      await pause(chat * 1000);
      await allDone(page, 60);
      await pause(1_500);
      soak.push(byProcess(juxta.processes()));
    }
    await juxta.window.close();
    return { folder: juxta.window.data, soak };
  } finally {
    await juxta.stop();
  }
}

/** Megabytes of the whole tree, of the window's own process and of the one that holds the page. */
function byProcess(processes) {
  const of = (name) => pssMegabytes(processes.filter((process) => process.name.startsWith(name)));
  return { tree: pssMegabytes(processes), own: of('juxta-window'), page: of('WebKitWebProces') };
}

/** A row of the soak: early and late readings, five each, as `middle` sees them. */
function grown(label, soak, { warm }, middle) {
  const [early, late] = [soak.slice(warm, warm + 5), soak.slice(-5)].map(middle);
  return [label, figure(early), figure(late), (late - early).toFixed(1)];
}

function render(plan, soak, { juxta, blank }) {
  const { chats, warm, chat } = plan;
  const minutes = (count) => figure((count * (chat + 2)) / 60);
  const of = (name) => soak.map((reading) => reading[name]);
  // What is read right after a collection is what is held; between two it has garbage in it.
  const lowest = (readings) => Math.min(...readings);
  const cells = ({ memory, front, behind }) =>
    [memory, front.wakeups, front.cpu, behind.wakeups, behind.cpu].map((value) => figure(value));
  const rest = table(
    ['At rest', 'memory MB', 'in front: wakeups a second', 'CPU %', 'behind: wakeups a second', 'CPU %'],
    [
      ['Juxta', ...cells(juxta)],
      ['blank Tauri window', ...cells(blank)],
      ['aim', `1.2x (is ${times(juxta.memory, blank.memory)})`, '2', '0.1', '2', '0.1'],
    ],
  );
  const growth = table(
    [
      'Soak: 4 streams of 200 tokens a second, MB',
      `after ${minutes(warm)} min`,
      `after ${minutes(chats)} min`,
      'growth',
    ],
    [
      grown('Juxta, driven by WebDriver: median of five readings', of('tree'), plan, median),
      grown('lowest of five', of('tree'), plan, lowest),
      grown('its own process alone', of('own'), plan, median),
      grown('the web process alone, lowest of five', of('page'), plan, lowest),
      ['aim', '', '', '5'],
    ],
  );
  return `${rest}\n\n${growth}`;
}
