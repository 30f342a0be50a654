// Pictures of every screen of the real window, in both themes and three sizes: `npm run screenshots`, into docs/screenshots.
// With arguments, only sizes and screens whose names contain one of them: `npm run screenshots -- 1280x800 columns`.
import { inThemes, onStage, SIZES } from './lib/pictures.mjs';
import { tour } from './lib/tour.mjs';

const EVERY_SIZE = [...SIZES, [480, 560]];

const named = process.argv.slice(2);
const sizesNamed = EVERY_SIZE.filter((size) => named.includes(size.join('x')));
const screensNamed = named.filter((name) => !/^\d+x\d+$/.test(name));

async function take(window, size, name) {
  if (screensNamed.length > 0 && !screensNamed.some((part) => name.includes(part))) return;
  // Nothing is under the pointer in a corner.
  await window.driver.actions().move({ x: 0, y: 0 }).perform();
  await inThemes(window, `${size.join('x')}/${name}`);
}

for (const size of sizesNamed.length > 0 ? sizesNamed : EVERY_SIZE) {
  await onStage((parts) => tour(parts, (name, window) => take(window, size, name), { size }));
}
