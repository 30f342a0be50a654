// Makes a picture file small: a palette in place of full colours.
import { readFile, writeFile } from 'node:fs/promises';
import UPNG from 'upng-js';

/** Enough for text smoothed on a handful of surfaces. */
const COLOURS = 256;

/** Rewrites a PNG file. */
export async function shrink(file) {
  const picture = UPNG.decode(await readFile(file));
  await writeFile(file, Buffer.from(UPNG.encode(UPNG.toRGBA8(picture), picture.width, picture.height, COLOURS)));
}
