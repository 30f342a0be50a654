// From the start of the program until its text field accepts a key, cold and warm, beside a blank Tauri window.
//
// Juxta starts on a data folder with one chat, as on any day but the first. Nothing drives the windows: keys come from the
// X server, and a letter on the screen is the end.
import { join } from 'node:path';
import { startDesktop } from '../../e2e/lib/desktop.mjs';
import { run } from '../../e2e/lib/processes.mjs';
import { figure, interleaved, median, table, times } from '../lib/figures.mjs';
import { allDone, openJuxta, stream } from '../lib/juxta.mjs';
import { BENCH, TOOLS, WINDOW } from '../lib/places.mjs';

export const about = 'start until the text field accepts a key';
const AIM = 1.3;
const NAMES = { cold: 'cold: programs and libraries not in the page cache', warm: 'warm' };

export async function measure({ quick }) {
  const desktop = await startDesktop({ accessibility: false });
  try {
    const arms = { juxta: [WINDOW, '--data-dir', await usedFolder(desktop)], blank: [join(TOOLS, 'blank-window')] };
    for (const arm of Object.keys(arms)) await once(desktop, arm, arms[arm]);
    const warm = (arm) => once(desktop, arm, arms[arm]);
    const cold = async (arm) => {
      await run('/usr/bin/python3', [join(BENCH, 'lib/cold.py'), arms[arm][0]]);
      return warm(arm);
    };
    const results = [];
    for (const [kind, rounds, start] of [
      ['cold', quick ? 3 : 7, cold],
      ['warm', quick ? 5 : 15, warm],
    ]) {
      const taken = await interleaved(rounds, Object.keys(arms), start);
      results.push(...[...taken].map(([arm, runs]) => summed(kind, arm, runs)));
    }
    return { results, markdown: render(results) };
  } finally {
    await desktop.stop();
  }
}

/** A data folder with an endpoint and a chat in it. */
async function usedFolder(desktop) {
  const juxta = await openJuxta(desktop, {
    count: 2,
    answer: stream({ text: 'A short answer. ', per_second: 0, repeat: 20 }),
  });
  await juxta.page.ask('Go');
  await allDone(juxta.page, 20);
  await juxta.window.close();
  await juxta.server.stop();
  return juxta.window.data;
}

async function once(desktop, arm, command) {
  const spot = join(desktop.folder, `${arm}.spot`);
  const { stdout } = await run('/usr/bin/python3', [join(BENCH, 'lib/until_usable.py'), spot, ...command], {
    env: desktop.env,
  });
  return JSON.parse(stdout);
}

function summed(kind, arm, runs) {
  return {
    kind,
    arm,
    shown: median(runs.map((each) => each.shown)),
    usable: median(runs.map((each) => each.usable)),
    all: runs.map((each) => each.usable),
  };
}

function render(results) {
  const of = (kind, arm) => results.find((result) => result.kind === kind && result.arm === arm);
  const rows = ['cold', 'warm'].map((kind) => {
    const [ours, blank] = [of(kind, 'juxta'), of(kind, 'blank')];
    return [
      NAMES[kind],
      ...[ours, blank].flatMap((each) => [figure(each.shown * 1000), figure(each.usable * 1000)]),
      times(ours.usable, blank.usable),
      `${AIM}x`,
    ];
  });
  return table(
    ['Start', 'Juxta shown ms', 'usable ms', 'blank window shown ms', 'usable ms', 'usable beside blank', 'aim'],
    rows,
  );
}
