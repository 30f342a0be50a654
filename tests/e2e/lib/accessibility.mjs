// What a screen reader would meet: walks over the real AT-SPI tree of a window.
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { launch, run, terminate, until } from './processes.mjs';

const WALKER = join(dirname(fileURLToPath(import.meta.url)), 'atspi_walk.py');
const SPEECH = join(dirname(fileURLToPath(import.meta.url)), 'speech.py');
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
    walks: () =>
      output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    async stop() {
      walker.stdio[0].end();
      await ended;
      return this.walks();
    },
  };
}

/** Listens to a window as a screen reader does: `heard(pattern)` waits for an announcement, `read()` gives the page as lines. */
export async function listen(window) {
  const args = [SPEECH, '--pid', String(window.pid)];
  const reader = await launch(PYTHON, args, { env: window.env, log: window.desktop.log('speech'), pipes: [0, 1] });
  const said = [];
  const pages = [];
  let ready = false;
  createInterface({ input: reader.stdio[1] }).on('line', (line) => {
    const heard = JSON.parse(line);
    if (heard.ready) ready = true;
    else if (heard.page) pages.push(heard.page);
    else said.push(heard);
  });
  await until('the listener listens', () => ready);
  return {
    said,
    async heard(pattern) {
      try {
        await until(`${pattern} is announced`, () => said.some(({ said: text }) => pattern.test(text)));
      } catch (error) {
        throw new Error(`${error.message}; heard: ${JSON.stringify(said)}`, { cause: error });
      }
    },
    async read() {
      const count = pages.length;
      reader.stdio[0].write('read\n');
      return until('the page is read', () => pages[count]);
    },
    stop: () => terminate(reader),
  };
}
