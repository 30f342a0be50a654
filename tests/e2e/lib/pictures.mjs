// Pictures of the real window for the documentation: where they go, one that stands still, both themes, both sizes, and the
// frame of a script that takes some.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invoke } from './canary.mjs';
import { startDesktop } from './desktop.mjs';
import { partsOn } from './parts.mjs';
import { until } from './processes.mjs';
import { shrink } from './shrink.mjs';

/** Where pictures go, in a folder a size. Those for a look go where the environment says, and are left as they are. */
const PLACE = process.env.JUXTA_PICTURES ?? join(dirname(fileURLToPath(import.meta.url)), '../../../docs/screenshots');
const SMALL = !process.env.JUXTA_PICTURES;

export const THEMES = ['light', 'dark'];
/** Sizes of the window, CSS pixels. */
export const SIZES = [
  [1280, 800],
  [720, 800],
];

/** Runs in the page: waits until all is drawn as it will stay. What turns without end is left to turn. */
const STILL = `
  const done = arguments[arguments.length - 1];
  for (const moving of document.getAnimations()) if (moving.effect.getComputedTiming().endTime !== Infinity) moving.finish();
  document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 300))));`;

/** Waits until a window is drawn as it will stay. */
export function drawn(window) {
  return window.driver.executeAsyncScript(STILL);
}

/** Takes one picture of a window as it stands. `name` may begin with a folder. */
export async function still(window, name) {
  await drawn(window);
  const file = join(PLACE, `${name}.png`);
  await mkdir(dirname(file), { recursive: true });
  await window.picture(file);
  if (SMALL) await shrink(file);
  console.log(file);
}

/** Takes a picture in each theme, put on as the page does it; `show(page, theme)` is awaited before each. */
export async function inThemes(window, name, show = async () => {}) {
  for (const theme of THEMES) {
    await window.page.script('document.documentElement.dataset.theme = arguments[0]', theme);
    await show(window.page, theme);
    await still(window, `${name}-${theme}`);
  }
}

/** Takes pictures in each of these sizes and themes, and gives the window its first size back. */
export async function pictures(window, name, show, sizes = SIZES) {
  for (const size of sizes) {
    await window.resize(...size);
    await inThemes(window, `${size.join('x')}/${name}`, show);
  }
  await window.resize(...SIZES[0]);
}

/** Shows something on a page loaded anew in each theme, which closes whatever was open. */
export function anew(show = async () => {}) {
  return async (page, theme) => {
    await invoke(page, 'set_theme', { theme });
    await page.reload();
    await show(page, theme);
  };
}

/** Waits until every tab has a whole answer. */
export function allDone(page) {
  return until('all are done', async () => (await page.tabs()).every((tab) => tab.state === 'done'), { seconds: 30 });
}

/**
 * Plays `story({desktop, open, serve, use})` on a desktop of its own, and ends every part whatever happens.
 * @param {(parts: import('./parts.mjs').Parts) => Promise<unknown>} story
 */
export async function onStage(story) {
  const desktop = await startDesktop();
  const parts = partsOn(desktop);
  try {
    await story(parts);
  } finally {
    await parts.stop();
    await desktop.stop();
  }
}
