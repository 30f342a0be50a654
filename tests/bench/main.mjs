// The benches: `node main.mjs [--quick] [--write] [NAME…]`. Figures go to target/bench/NAME.json, tables to stdout and
// target/bench/report.md, and with `--write` into docs/performance.md. `cargo xtask bench` builds and installs what they
// need first.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { OUT, PROJECT } from './lib/places.mjs';

/** Where the tables stand for people, between two marks. */
const DOCUMENT = join(PROJECT, 'docs/performance.md');
const NAMES = ['render', 'painted', 'wall', 'ask', 'decoder', 'start', 'memory'];

async function main(parameters) {
  const quick = parameters.includes('--quick');
  const wanted = parameters.filter((word) => !word.startsWith('--'));
  const unknown = wanted.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) throw new Error(`there is no bench ${unknown.join(', ')}; there are ${NAMES.join(', ')}`);
  await mkdir(OUT, { recursive: true });
  const failed = [];
  for (const name of NAMES.filter((each) => wanted.length === 0 || wanted.includes(each))) {
    if (!(await bench(name, quick))) failed.push(name);
  }
  await report(parameters.includes('--write'));
  if (failed.length > 0) throw new Error(`not measured: ${failed.join(', ')}`);
}

/** One bench; a failure is told and the others go on. */
async function bench(name, quick) {
  const { about, measure } = await import(`./benches/${name}.mjs`);
  console.log(`\n## ${name}: ${about}\n`);
  const started = Date.now();
  const load = loadavg()[0];
  try {
    const measured = await measure({ quick });
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`${measured.markdown}\n\n(${seconds} s, load before it ${load.toFixed(2)})`);
    await writeFile(
      join(OUT, `${name}.json`),
      JSON.stringify({ name, about, quick, seconds, load, when: new Date().toISOString(), ...measured }, null, 1),
    );
    return true;
  } catch (error) {
    console.error(`${name} failed: ${error.stack}`);
    return false;
  }
}

/** All tables measured so far, the newest of each, as one Markdown file; `written`: into the documentation too. */
async function report(written) {
  const parts = [await machine()];
  for (const name of NAMES) {
    const text = await readFile(join(OUT, `${name}.json`), 'utf8').catch(() => '');
    if (!text) continue;
    const { about, markdown, quick, when, load } = JSON.parse(text);
    parts.push(
      `### ${name}: ${about}\n\n${markdown}\n\n*${quick ? 'Quick' : 'Full'} run, ${when.slice(0, 16).replace('T', ' ')} UTC, load before it ${load.toFixed(2)}.*`,
    );
  }
  await writeFile(join(OUT, 'report.md'), `${parts.join('\n\n')}\n`);
  if (!written) return;
  const text = await readFile(DOCUMENT, 'utf8');
  await writeFile(
    DOCUMENT,
    text.replace(
      /(<!-- figures -->)[^]*(<!-- end of figures -->)/,
      (_, from, to) => `${from}\n${parts.join('\n\n')}\n${to}`,
    ),
  );
}

async function machine() {
  const system = (await readFile('/etc/os-release', 'utf8')).match(/PRETTY_NAME="(.*)"/)?.[1];
  return `Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${system}.`;
}

await main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
