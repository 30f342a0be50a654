// Pictures of every screen of the real window, in both themes and three sizes: `npm run screenshots`, into docs/screenshots.
// With arguments, only sizes and screens whose names contain one of them: `npm run screenshots -- 1280x800 columns`.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDesktop } from './lib/desktop.mjs';
import { startScripted } from './lib/servers.mjs';
import { shrink } from './lib/shrink.mjs';
import { tour } from './lib/tour.mjs';
import { openWindow } from './lib/window.mjs';

const PLACE = process.env.JUXTA_SCREENSHOTS ?? join(dirname(fileURLToPath(import.meta.url)), '../../docs/screenshots');
const SIZES = [[1280, 800], [720, 800], [480, 560]];
const THEMES = ['light', 'dark'];

const named = process.argv.slice(2);
const sizesNamed = SIZES.filter((size) => named.includes(size.join('x')));
const screensNamed = named.filter((name) => !/^\d+x\d+$/.test(name));

/** Waits until the page is drawn as it is, nothing moving. */
const STILL = `
  const done = arguments[arguments.length - 1];
  for (const moving of document.getAnimations()) if (moving.effect.getComputedTiming().endTime !== Infinity) moving.finish();
  document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))));`;

async function take(window, place, name) {
  if (screensNamed.length > 0 && !screensNamed.some((part) => name.includes(part))) return;
  for (const theme of THEMES) {
    await window.page.script('document.documentElement.dataset.theme = arguments[0]', theme);
    // Nothing is under the pointer in a corner.
    await window.driver.actions().move({ x: 0, y: 0 }).perform();
    await window.driver.executeAsyncScript(STILL);
    const file = join(place, `${name}-${theme}.png`);
    await window.picture(file);
    await shrink(file);
    console.log(file);
  }
}

async function pictures(size) {
  const place = join(PLACE, size.join('x'));
  await mkdir(place, { recursive: true });
  const desktop = await startDesktop();
  const parts = [];
  const open = (options) => openWindow(desktop, options).then((window) => parts.push({ stop: () => window.discard() }) && window);
  const serve = (script) => startScripted(desktop, script).then((server) => parts.push(server) && server);
  try {
    await tour({ desktop, open, serve }, (name, window) => take(window, place, name), { size });
  } finally {
    for (const part of parts.reverse()) await part.stop();
    await desktop.stop();
  }
}

for (const size of sizesNamed.length > 0 ? sizesNamed : SIZES) await pictures(size);
