// A test on a desktop: parts are started with `use` and ended in reverse order whatever happens; a failure leaves a
// picture of each window and all logs in target/e2e/failures, a folder a test file.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startDesktop } from './desktop.mjs';
import { partsOn } from './parts.mjs';

const FAILURES = join(
  dirname(fileURLToPath(import.meta.url)),
  '../../../target/e2e/failures',
  basename(process.argv[1] ?? '', '.test.mjs'),
);
/** What a test takes at most is said for a machine of its own; beside others it takes longer. */
const BESIDE_OTHERS = 3;

/**
 * Gives a function `scenario(name, body)` whose bodies share one desktop. A body gets `{desktop, use, open, serve}`:
 * `use(part)` hands a part with `stop()` over to be ended, `open(options)` opens a window, `serve(script)` a scripted server.
 * @returns {(name: string, body: (parts: import('./parts.mjs').Parts) => Promise<unknown>, options?: object) => void}
 */
export function onDesktop(options = {}) {
  let desktop;
  before(async () => {
    desktop = await startDesktop(options);
  });
  after(() => desktop?.stop());
  return (name, body, { seconds = 90, skip } = {}) => {
    test(name, { timeout: BESIDE_OTHERS * seconds * 1000, skip }, () => play(name, desktop, body));
  };
}

async function play(name, desktop, body) {
  const parts = partsOn(desktop);
  try {
    await body(parts);
  } catch (error) {
    await keepEvidence(name, desktop, parts.windows).catch((problem) =>
      console.error('no evidence kept:', problem.message),
    );
    throw error;
  } finally {
    await parts.stop();
  }
}

async function keepEvidence(name, desktop, windows) {
  const folder = join(FAILURES, name.replaceAll(/[^\w]+/g, '-'));
  await mkdir(folder, { recursive: true });
  await cp(join(desktop.folder, 'logs'), folder, { recursive: true });
  for (const [index, window] of windows.entries()) {
    await window.picture(join(folder, `${index}.png`)).catch(() => {});
    await window.driver.getPageSource().then(
      (html) => writeFile(join(folder, `${index}.html`), html),
      () => {},
    );
  }
}
