// Pictures of the real window: `npm run screenshots [-- NAME…]`, into target/screenshots.
// A NAME is a story (a file of the folder screenshots) or a part of pictures' names, as `1280x800` or `diff-inline`; without
// any, all stories are played and all pictures kept. `--docs` takes those that README and docs show, into docs/screenshots.
import { readdirSync } from 'node:fs';
import { forTheDocs, only, SHOWN } from './lib/pictures.mjs';

const stories = readdirSync(new URL('screenshots', import.meta.url)).map((file) => file.replace('.mjs', ''));
const words = process.argv.slice(2);
const docs = words.includes('--docs');
const named = stories.filter((story) => words.includes(story));
const parts = words.filter((word) => word !== '--docs' && !stories.includes(word));

if (docs) forTheDocs();
else only(...parts);
for (const story of named.length > 0 ? named : docs ? Object.keys(SHOWN) : stories) {
  await import(`./screenshots/${story}.mjs`);
}
