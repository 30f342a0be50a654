// From the server's write to the painted frame: 1, 4 and 8 streams of 200 tokens a second in the real window, side by side
// as columns, beside a bare page in the same engine that reads the same streams and appends text 30 times a second. Of eight
// columns the window shows four; what is out of sight is not counted.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDesktop } from '../../e2e/lib/desktop.mjs';
import { until } from '../../e2e/lib/processes.mjs';
import { startScripted } from '../../e2e/lib/servers.mjs';
import { openBare } from '../lib/browser.mjs';
import { figure, interleaved, quantile, table, times } from '../lib/figures.mjs';
import { allDone, models, openJuxta, stream } from '../lib/juxta.mjs';
import { BENCH } from '../lib/places.mjs';
import { cpuSeconds } from '../../e2e/lib/costs.mjs';
import { startSite } from '../lib/site.mjs';

export const about = 'server write to painted, streams of 200 tokens a second side by side';
const COUNTS = [1, 4, 8];
const PER_SECOND = 200;
const AIMS = { 1: 60, 4: 100, 8: 150 };
const SIZE = [1600, 1000];

/** A paragraph of a hundred stamped tokens, repeated for so many seconds. */
const paced = (seconds) => ({
  text: `${' t'.repeat(100).trim()}\n\n`,
  per_second: PER_SECOND,
  repeat: (seconds * PER_SECOND) / 100,
  stamp: true,
});

export async function measure({ quick }) {
  const seconds = quick ? 8 : 20;
  const rounds = quick ? 1 : 2;
  const desktop = await startDesktop({ accessibility: false });
  const site = await startSite(['bare.js', 'plain.css']);
  const watch = await readFile(join(BENCH, 'lib/lateness.js'), 'utf8');
  try {
    const cases = COUNTS.flatMap((count) => [
      { count, arm: 'juxta' },
      { count, arm: 'bare' },
    ]);
    const play = { juxta, bare };
    const taken = await interleaved(rounds, cases, ({ count, arm }) =>
      play[arm]({ desktop, site, watch, count, seconds }),
    );
    const results = [...taken].map(([each, runs]) => summed(each, runs, seconds));
    return { seconds, rounds, results, markdown: render(results) };
  } finally {
    await site.stop();
    await desktop.stop();
  }
}

async function juxta({ desktop, watch, count, seconds }) {
  const window = await openJuxta(desktop, { count, answer: stream(paced(seconds)), size: SIZE });
  const { page } = window;
  try {
    const before = cpuSeconds(window.processes());
    await page.ask('Go');
    if (count > 1) await page.press('view-columns');
    await page.script(`${watch}; window.watchLateness('[data-testid="answer-body"]')`);
    await allDone(page, seconds + 60);
    return { late: await page.script('return window.lateness'), cpu: cpuSeconds(window.processes()) - before };
  } finally {
    await window.stop();
  }
}

async function bare({ desktop, site, watch, count, seconds }) {
  const headers = { 'access-control-allow-origin': '*' };
  // The comment keeps it a stream although none was asked for.
  const routes = models(count).map((name) => ({
    method: 'GET',
    path: `/${name}`,
    replies: [{ headers, steps: [{ bytes: ': stream\n\n' }, { paced: paced(seconds) }] }],
  }));
  const server = await startScripted(desktop, { routes, record: false });
  const page = await openBare(desktop, `${site.url}/bare.html`, { size: SIZE });
  try {
    // An engine opens six connections to a host at most, so two names share them.
    const urls = models(count).map(
      (name, at) => new URL(`/${name}`, at % 2 ? server.url.replace('127.0.0.1', 'localhost') : server.url).href,
    );
    await until('the page is loaded', () => page.script('return typeof window.openStreams === "function"'));
    await page.script(`${watch}; window.watchLateness('.stream')`);
    const before = cpuSeconds(page.processes());
    await page.script('window.openStreams(arguments[0])', urls);
    await until('every stream has ended', () => page.script('return window.ended === arguments[0]', count), {
      seconds: seconds + 60,
      every: 250,
    });
    return { late: await page.script('return window.lateness'), cpu: cpuSeconds(page.processes()) - before };
  } finally {
    await page.stop();
    await server.stop();
  }
}

function summed({ count, arm }, runs, seconds) {
  const late = runs.flatMap((run) => run.late);
  const expected = runs.length * seconds * PER_SECOND * count;
  const cpu = runs.reduce((all, run) => all + run.cpu, 0) / (runs.length * seconds);
  return { count, arm, p50: quantile(late, 0.5), p95: quantile(late, 0.95), cpu, tokens: late.length, expected };
}

function render(results) {
  const of = (count, arm) => results.find((result) => result.count === count && result.arm === arm);
  const rows = COUNTS.map((count) => {
    const [ours, floor] = [of(count, 'juxta'), of(count, 'bare')];
    const cells = (result) => [figure(result.p50), figure(result.p95), figure(result.cpu)];
    return [`${count}`, ...cells(ours), ...cells(floor), times(ours.p95, floor.p95), `${AIMS[count]}, 1.5x`];
  });
  return table(
    ['Streams', 'Juxta p50 ms', 'p95 ms', 'CPU s/s', 'bare p50 ms', 'p95 ms', 'CPU s/s', 'p95 beside bare', 'aim'],
    rows,
  );
}
