// What a screen reader would meet: walks over the real AT-SPI tree of a window.
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, run } from './processes.mjs';

const WALKER = join(dirname(fileURLToPath(import.meta.url)), 'atspi_walk.py');
const PYTHON = '/usr/bin/python3';

/** One walk: `{nodes, texts, roles, unnamed, errors}`. */
export async function walk(window) {
  const { stdout } = await run(PYTHON, [WALKER, '--pid', String(window.pid)], { env: window.env });
  return JSON.parse(stdout);
}

/** Walks again and again until `stop()`, which gives all walks. */
export async function keepWalking(window) {
  const args = [WALKER, '--pid', String(window.pid), '--until-eof'];
  const walker = await launch(PYTHON, args, { env: window.env, log: window.desktop.log('walker'), pipes: [0, 1] });
  let output = '';
  walker.stdio[1].setEncoding('utf8').on('data', (text) => (output += text));
  const ended = once(walker, 'close');
  return {
    walks: () => output.split('\n').filter(Boolean).map((line) => JSON.parse(line)),
    async stop() {
      walker.stdio[0].end();
      await ended;
      return this.walks();
    },
  };
}
