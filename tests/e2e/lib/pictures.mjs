// Pictures of the real window: which are kept and where, one that stands still, both themes, both sizes, and the frame of a
// story that takes some.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invoke } from './canary.mjs';
import { startDesktop } from './desktop.mjs';
import { partsOn } from './parts.mjs';
import { until } from './processes.mjs';
import { shrink } from './shrink.mjs';

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The pictures that README and docs show, by the story that takes them: the only ones in the repository. */
export const SHOWN = {
  screens: ['1280x800/first-run-light'],
  picker: ['1280x800/picker-full-light'],
  tabs: ['1280x800/columns-light', '1280x800/tabs-24-dark'],
  diff: ['1280x800/diff-light', '1280x800/diff-sections-dark'],
  figures: ['1280x800/figures-light'],
  branches: ['1280x800/branches-adopted-light'],
  attachments: ['1280x800/attachments-sent-light'],
  inspector: ['1280x800/inspector-light', '1280x800/before-sending-light'],
  endpoints: ['1280x800/check-report-light'],
};

/** Which pictures are kept, and where. */
const order = { place: join(PROJECT, 'target/screenshots'), keeps: () => true, small: false };

/** Keeps only pictures whose names have each of `parts` in them. */
export function only(...parts) {
  order.keeps = (name) => parts.every((part) => name.includes(part));
}

/** Keeps the pictures that are shown, where they are shown, as small files. */
export function forTheDocs() {
  const shown = Object.values(SHOWN).flat();
  Object.assign(order, {
    place: join(PROJECT, 'docs/screenshots'),
    keeps: (name) => shown.includes(name),
    small: true,
  });
}

/** Whether any picture is kept whose name is this, at this size in whatever theme. */
export function wanted(name, sizes = SIZES) {
  return sizes.some((size) => THEMES.some((theme) => order.keeps(`${size.join('x')}/${name}-${theme}`)));
}

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

/** Takes one picture of a window as it stands, if it is wanted. `name` begins with a folder. */
export async function still(window, name) {
  if (!order.keeps(name)) return;
  await drawn(window);
  const file = join(order.place, `${name}.png`);
  await mkdir(dirname(file), { recursive: true });
  await window.picture(file);
  if (order.small) await shrink(file);
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
