// Pictures of every screen, in both themes and three sizes.
import { inThemes, onStage, SIZES, wanted } from '../lib/pictures.mjs';
import { tour } from '../lib/tour.mjs';

async function take(window, size, name) {
  if (!wanted(name, [size])) return;
  // Nothing is under the pointer in a corner.
  await window.driver.actions().move({ x: 0, y: 0 }).perform();
  await inThemes(window, `${size.join('x')}/${name}`);
}

for (const size of [...SIZES, [480, 560]]) {
  await onStage((parts) => tour(parts, (name, window) => take(window, size, name), { size }));
}
