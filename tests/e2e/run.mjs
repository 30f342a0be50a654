// Runs the test files: several side by side, each with a desktop of its own, then those that need the machine to themselves.
// Arguments name the files that are wanted; without any, all of them run. JUXTA_E2E_JOBS says how many run at once.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** These measure time lost or a window at rest: others beside them would be measured too. */
const ALONE = ['kill.test.mjs', 'soak.test.mjs'];
/** The longest come first, so that none of them is left at the end with nobody beside it. */
const LONGEST = ['screens', 'accessibility', 'page-death', 'catalogue', 'keyring', 'tabs', 'diff'];
/** A window waits more than it computes, so two share one core; no more than eight, for the memory each takes. */
const JOBS = Number(process.env.JUXTA_E2E_JOBS) || Math.min(8, Math.max(2, availableParallelism()));

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
const rank = (file) => {
  const at = LONGEST.indexOf(file.replace('.test.mjs', ''));
  return at < 0 ? LONGEST.length : at;
};
const every = readdirSync(here).filter((file) => file.endsWith('.test.mjs'));
const named = process.argv.slice(2);
const unknown = named.filter((file) => !every.includes(file));
if (unknown.length > 0) {
  console.error(`There is no test file ${unknown.join(', ')}.`);
  process.exit(1);
}
const wanted = named.length > 0 ? named : every.sort((a, b) => rank(a) - rank(b));

/** Runs these files, so many at once, and gives when all have ended. */
function play(files, concurrency) {
  return new Promise((resolve) => {
    if (files.length === 0) return resolve();
    const tests = run({ files: files.map((file) => join(here, file)), concurrency });
    tests.on('test:fail', () => (process.exitCode = 1));
    const report = tests.compose(spec);
    report.on('end', resolve);
    report.pipe(process.stdout, { end: false });
  });
}

await play(
  wanted.filter((file) => !ALONE.includes(file)),
  JOBS,
);
await play(
  wanted.filter((file) => ALONE.includes(file)),
  1,
);
