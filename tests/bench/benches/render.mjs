// What drawing an answer costs that comes in 4-character pieces, page work included, in the same engine for all.
//
// *Work*: pieces one after the other, each a commit of its own; nothing is shown, so that it is parsing and the document
// alone. Juxta's row is its markup crate's CPU (a release build, measured apart) and its page code in the same bare page, fed
// with that crate's patches. *Living*: 500 pieces a second, everything drawn; Juxta's row is its real window, whole tree,
// its requests to the server and its disk included.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cpuSeconds } from '../../e2e/lib/costs.mjs';
import { startDesktop } from '../../e2e/lib/desktop.mjs';
import { run, until } from '../../e2e/lib/processes.mjs';
import { openBare } from '../lib/browser.mjs';
import { corpus } from '../lib/corpus.mjs';
import { figure, interleaved, median, table, times } from '../lib/figures.mjs';
import { allDone, openJuxta, stream } from '../lib/juxta.mjs';
import { BENCH, TOOLS } from '../lib/places.mjs';
import { startSite } from '../lib/site.mjs';

export const about = 'render CPU, an answer in 4-character pieces';
const CHARACTERS = 4;
const SIZES = [20_000, 100_000];
const SOURCES = {
  juxta: 'juxta.ts',
  ideal: 'ideal.js',
  incremark: 'incremark.jsx',
  marked: 'marked.js',
  'markdown-it': 'markdown-it.js',
  'react-markdown': 'react-markdown.jsx',
  streamdown: 'streamdown.jsx',
};
const ARMS = Object.keys(SOURCES);
/** The arms a quick run looks at living: the floor and the rivals that come nearest. */
const HURRIED = ['juxta', 'ideal', 'incremark', 'streamdown'];
const NAMES = { juxta: 'Juxta', ideal: 'plain text (the floor)', marked: 'marked + DOMPurify' };
const LIVING = { size: 20_000, perSecond: 500 };
/** An arm that takes longer than this is measured once, seconds. */
const LONG = 20;

export async function measure({ quick }) {
  const rounds = quick ? 1 : 3;
  const limits = quick ? [10, 15] : [60, 60];
  const desktop = await startDesktop({ accessibility: false });
  const site = await startSite([...Object.values(SOURCES), 'plain.css']);
  try {
    const rust = await prepare(site);
    const play = (arm, size, how) => bare(desktop, site, arm, size, how);
    const enough = (runs) => runs.some(({ fed }) => fed.seconds > LONG);
    const results = [];
    for (const [at, size] of SIZES.entries()) {
      // What did not end with a short text is not tried with a long one in a hurry.
      const able = ARMS.filter((arm) => at === 0 || !quick || results.find((result) => result.arm === arm).share === 1);
      const taken = await interleaved(rounds, able, (arm) => play(arm, size, { limit: limits[at] }), enough);
      for (const [arm, runs] of taken) results.push(summed(arm, size, runs, arm === 'juxta' ? rust.get(size) : 0));
    }
    const live = (arm) =>
      arm === 'juxta' ? window(desktop) : play(arm, LIVING.size, { perSecond: LIVING.perSecond, limit: 2 * limits[0] });
    const living = [...(await interleaved(rounds, quick ? HURRIED : ARMS, live, enough))].map(([arm, runs]) =>
      summed(arm, LIVING.size, runs, 0),
    );
    return { rounds, limits, results, living, markdown: `${render(results)}\n\n${renderLiving(living)}` };
  } finally {
    await site.stop();
    await desktop.stop();
  }
}

/** Puts the pages and texts in place; gives the CPU seconds of the markup crate by size. */
async function prepare(site) {
  const html = await readFile(join(BENCH, 'pages/render.html'), 'utf8');
  for (const arm of ARMS) site.texts.set(`/${arm}.html`, html.replace('ARM', arm));
  const rust = new Map();
  for (const size of SIZES) {
    const text = corpus(size);
    site.texts.set(`/text-${size}.txt`, text);
    const runs = [];
    for (let round = 0; round < 3; round += 1) {
      const { stdout } = await run(join(TOOLS, 'bench-patches'), [String(CHARACTERS)], { input: text });
      runs.push(JSON.parse(stdout));
    }
    site.texts.set(`/patches-${size}.json`, JSON.stringify(runs[0].patches));
    rust.set(size, median(runs.map((each) => each.cpu_ms)) / 1000);
  }
  return rust;
}

/** One bare page, one text: `{cpu, fed}`. */
async function bare(desktop, site, arm, size, { perSecond = 0, limit }) {
  const page = await openBare(desktop, `${site.url}/${arm}.html`);
  try {
    const url = arm === 'juxta' ? `/patches-${size}.json` : `/text-${size}.txt`;
    await until('the arm is loaded', () => page.script('return typeof window.feed === "function"'), { seconds: 60 });
    await page.script('void window.feed(arguments[0])', { url, length: CHARACTERS, perSecond, limit });
    await until('the arm is ready', () => page.script('return window.ready === true'), { seconds: 60 });
    const processes = page.processes();
    const before = cpuSeconds(processes);
    await page.script('void window.start()');
    const fed = await until(`${arm} has drawn`, () => page.script('return window.fed'), {
      seconds: limit + 120,
      every: 250,
    });
    if (fed.error) throw new Error(`${arm}: ${fed.error}`);
    return { cpu: cpuSeconds(processes) - before, fed };
  } finally {
    await page.stop();
  }
}

/** The same text through the real window: `{cpu, fed}`. */
async function window(desktop) {
  const text = corpus(LIVING.size);
  const juxta = await openJuxta(desktop, {
    count: 1,
    answer: stream({ text, per_second: LIVING.perSecond, characters: CHARACTERS, repeat: 1 }),
  });
  try {
    const before = cpuSeconds(juxta.processes());
    const start = Date.now();
    await juxta.page.ask('Go');
    await allDone(juxta.page, 120);
    const seconds = (Date.now() - start) / 1000;
    const [answer] = await juxta.page.answers();
    return {
      cpu: cpuSeconds(juxta.processes()) - before,
      fed: { pushed: 1, of: 1, seconds, shown: answer.text.length },
    };
  } finally {
    await juxta.stop();
  }
}

/** `cpu` of the whole text, or of what was pushed until the limit; `share` says how much that was. */
function summed(arm, size, runs, rust) {
  const cpu = median(runs.map((each) => each.cpu)) + rust;
  const share = median(runs.map(({ fed }) => fed.pushed / fed.of));
  return { arm, size, cpu, rust, share, seconds: median(runs.map(({ fed }) => fed.seconds)), shown: runs[0].fed.shown };
}

const cell = (result) => {
  if (!result) return 'not tried';
  return result.share < 1
    ? `> ${figure(result.cpu)} (stopped at ${Math.round(result.share * 100)} %)`
    : figure(result.cpu);
};
const more = (result) => (result.share < 1 ? '> ' : '');

function render(results) {
  const of = (arm, size) => results.find((result) => result.arm === arm && result.size === size);
  const rows = ARMS.map((arm) => {
    const [small, large] = SIZES.map((size) => of(arm, size));
    const growth = small.share < 1 || !large ? '–' : `${more(large)}${times(large.cpu, small.cpu)}`;
    return [
      NAMES[arm] ?? arm,
      cell(small),
      cell(large),
      growth,
      `${more(small)}${times(small.cpu, of('juxta', SIZES[0]).cpu)}`,
    ];
  });
  return table(['Work without drawing, CPU s', '20 KB', '100 KB', '100 KB beside 20 KB', '20 KB beside Juxta'], rows);
}

function renderLiving(living) {
  const ours = living.find((result) => result.arm === 'juxta');
  const rows = living.map((result) => [
    NAMES[result.arm] ?? result.arm,
    cell(result),
    `${more(result)}${figure(result.seconds)}`,
    `${more(result)}${times(result.cpu, ours.cpu)}`,
  ]);
  return table([`Living, 20 KB at ${LIVING.perSecond} pieces a second`, 'CPU s', 'took s', 'CPU beside Juxta'], rows);
}
