// Pictures a test leaves of the window in both themes, in target/e2e/pictures: for a look, not for the documentation.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invoke } from './canary.mjs';

const PICTURES = join(dirname(fileURLToPath(import.meta.url)), '../../../target/e2e/pictures');

/** The window in both themes, as it stands after the page was loaded again. */
export async function glances(window, name) {
  await mkdir(PICTURES, { recursive: true });
  for (const theme of ['light', 'dark']) {
    await invoke(window.page, 'set_theme', { theme });
    await window.page.reload();
    await window.driver.executeAsyncScript('const done = arguments[0]; document.fonts.ready.then(() => setTimeout(done, 400))');
    await window.picture(join(PICTURES, `${name}-${theme}.png`));
  }
}
