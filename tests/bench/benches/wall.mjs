// A wall of 24 columns, each with a stream of 200 tokens a second, beside 1 and 4 of them: how long a key press takes to be
// painted, how even the frames are, and what a token costs in CPU.
import { cpuSeconds } from '../../e2e/lib/costs.mjs';
import { startDesktop } from '../../e2e/lib/desktop.mjs';
import { until } from '../../e2e/lib/processes.mjs';
import { figure, quantile, table, times } from '../lib/figures.mjs';
import { allDone, openJuxta, stream } from '../lib/juxta.mjs';

export const about = 'a key press, the frames and a token beside 24 streams of 200 tokens a second in columns';
const COUNTS = [1, 4, 24];
const PER_SECOND = 200;
const SIZE = [1600, 1000];
/** Key presses a second. */
const KEYS = 5;

/** Runs in the page: the time between frames, and from each key press to the end of the frame that shows it. */
const WATCH = `
  const frames = (window.frameTimes = []);
  const keys = (window.keyTimes = []);
  let last = performance.now();
  const drawn = (then) => { const channel = new MessageChannel(); channel.port1.onmessage = then; requestAnimationFrame(() => channel.port2.postMessage(0)); };
  const beat = (now) => { frames.push(now - last); last = now; requestAnimationFrame(beat); };
  requestAnimationFrame(beat);
  document.querySelector('[data-testid="composer"]').addEventListener('input', (event) => drawn(() => keys.push(performance.now() - event.timeStamp)));`;

export async function measure({ quick }) {
  const seconds = quick ? 10 : 20;
  const desktop = await startDesktop({ accessibility: false });
  try {
    const results = [];
    for (const count of COUNTS) results.push(await wall(desktop, count, seconds));
    return { seconds, results, markdown: render(results) };
  } finally {
    await desktop.stop();
  }
}

async function wall(desktop, count, seconds) {
  const repeat = (seconds * PER_SECOND) / 100;
  const answer = stream({ text: `${'word '.repeat(100).trim()}\n\n`, per_second: PER_SECOND, repeat });
  const window = await openJuxta(desktop, { count, answer, size: SIZE });
  const { page } = window;
  try {
    const before = cpuSeconds(window.processes());
    await page.ask('Go');
    if (count > 1) await page.press('view-columns');
    await until('every stream runs', async () => (await page.tabs()).every((tab) => tab.state === 'streaming'));
    await page.script(WATCH);
    const end = Date.now() + (seconds - 4) * 1000;
    while (Date.now() < end) {
      await page.type('composer', 'x');
      await new Promise((resolve) => setTimeout(resolve, 1000 / KEYS));
    }
    const [frames, keys] = await page.script('return [window.frameTimes, window.keyTimes]');
    await allDone(page, seconds + 120);
    const cpu = cpuSeconds(window.processes()) - before;
    const lost = await page.script(
      `return [...document.querySelectorAll('[data-testid="answer-body"]')].filter((body) => body.textContent.match(/word/g)?.length !== ${repeat * 100}).length`,
    );
    if (lost > 0 && count > 1) throw new Error(`${lost} answers have lost text`);
    return {
      count,
      key: quantile(keys, 0.95),
      frame: quantile(frames, 0.95),
      token: (cpu / (count * seconds * PER_SECOND)) * 1e6,
      presses: keys.length,
    };
  } finally {
    await window.stop();
  }
}

function render(results) {
  const [one, four] = results;
  const row = ({ count, key, frame, token }) => [
    `${count}`,
    figure(key),
    figure(frame),
    times(frame, four.frame),
    figure(token),
    times(token, one.token),
  ];
  return table(
    ['Streams', 'key to paint p95 ms', 'frame p95 ms', 'beside 4', 'CPU µs a token', 'beside 1'],
    [...results.map(row), ['aim', '≤ 50', '', '≤ 1.5x', '', '≤ 1.2x']],
  );
}
