// Puts areas of words into messages/en.json, leaving all other areas as they are.
// Usage: node scripts/merge-words.mjs FILE.json

import { readFileSync, writeFileSync } from 'node:fs';

const target = new URL('../messages/en.json', import.meta.url);
const words = JSON.parse(readFileSync(target, 'utf8'));
Object.assign(words, JSON.parse(readFileSync(process.argv[2], 'utf8')));
writeFileSync(target, `${JSON.stringify(words, null, 2)}\n`);
