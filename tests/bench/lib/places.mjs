// Where things are.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
export const BENCH = join(HERE, '..');
export const PROJECT = join(HERE, '../../..');
const TARGET = process.env.JUXTA_BENCH_TARGET ?? join(PROJECT, 'target');
/** The release build of the window, with the door for WebDriver. */
export const WINDOW = join(TARGET, 'automation/juxta-window');
/** The release builds of `juxta`, `demo-server` and the benches' own programs. */
export const TOOLS = join(TARGET, 'release');
// The end-to-end tests' library takes its binaries from here.
process.env.JUXTA_E2E_WINDOW ??= WINDOW;
process.env.JUXTA_E2E_TOOLS ??= TOOLS;
/** Results, and what is installed for the benches. */
export const OUT = join(TARGET, 'bench');
/** The Python that has what `requirements.txt` names. */
export const PYTHON = join(OUT, 'python/bin');
