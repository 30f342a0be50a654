// Pictures a test leaves of the window in both themes, in target/e2e/pictures: for a look, not for the documentation.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anew, drawn, THEMES } from './pictures.mjs';

const PICTURES = join(dirname(fileURLToPath(import.meta.url)), '../../../target/e2e/pictures');

/** The window in both themes, as it stands after the page was loaded again. */
export async function glances(window, name) {
  await mkdir(PICTURES, { recursive: true });
  const shown = anew();
  for (const theme of THEMES) {
    await shown(window.page, theme);
    await drawn(window);
    await window.picture(join(PICTURES, `${name}-${theme}.png`));
  }
}
