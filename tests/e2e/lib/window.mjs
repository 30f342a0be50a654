// The real window, driven: opened on a data folder, closed as a person closes it, killed, opened again.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Page } from './page.mjs';
import { alive, family, run, until } from './processes.mjs';
import { attachSession, startSession } from './webdriver.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PROJECT = join(HERE, '../../..');

/** The window's binary with the door for WebDriver. */
export const WINDOW = process.env.JUXTA_E2E_WINDOW ?? join(PROJECT, 'target/e2e/juxta-window');
/** The folder with `juxta` and `demo-server`. */
export const TOOLS = process.env.JUXTA_E2E_TOOLS ?? join(PROJECT, 'target/debug');

/**
 * Opens the window on `data` (a folder; a new one unless given) and waits until its page has drawn something.
 * `env` adds to the desktop's environment, `args` to the command line, `size` is the window's in CSS pixels; `binary` may be a
 * program that starts the window in its own way.
 */
export async function openWindow(desktop, { data, env = {}, args = [], size = [1280, 800], binary = WINDOW } = {}) {
  const folder = data ?? (await desktop.newFolder('data'));
  const window = new JuxtaWindow(desktop, { folder, env, args, size, binary });
  await window.open();
  return window;
}

class JuxtaWindow {
  constructor(desktop, { folder, env, args, size, binary }) {
    this.desktop = desktop;
    this.data = folder;
    this.size = size;
    this.args = args;
    this.binary = binary;
    this.env = { ...desktop.env, JUXTA_DATA_DIR: folder, JUXTA_LOG: 'debug', RUST_BACKTRACE: '1', ...env };
    this.log = desktop.log(`window-${folder.split('/').at(-1)}`);
  }

  async open() {
    this.session = await startSession({ binary: this.binary, args: this.args, env: this.env, log: this.log });
    /** @type {import('selenium-webdriver').WebDriver} */
    this.driver = this.session.driver;
    this.page = new Page(this.driver);
    this.pid = family(this.session.pid).find(({ name }) => name.startsWith('juxta-window'))?.pid;
    await this.resize(...this.size);
    await this.page.drawn();
  }

  /** Kills the page's process, waits for the new one and takes hold of it. */
  async killPage() {
    const killed = this.webProcess();
    process.kill(killed, 'SIGKILL');
    await until('a new web process runs', () => ![undefined, killed].includes(this.webProcess()));
    const target = (await readFile(`/proc/${this.pid}/environ`, 'utf8')).match(/WEBKIT_INSPECTOR_SERVER=([^\0]+)/)[1];
    const again = await attachSession({ target, env: this.env, log: this.log });
    const { stop } = this.session;
    this.session = { ...this.session, stop: () => again.stop().then(stop) };
    this.driver = again.driver;
    this.page = new Page(this.driver);
    await this.page.drawn();
  }

  /** Sets the inner size in CSS pixels. */
  async resize(width, height) {
    this.size = [width, height];
    const frame = await this.driver.executeScript('return [outerWidth - innerWidth, outerHeight - innerHeight]');
    const around = frame.map((pixels) => (pixels > 0 && pixels < 200 ? pixels : 0));
    await this.driver
      .manage()
      .window()
      .setRect({ x: 0, y: 0, width: width + around[0], height: height + around[1] });
  }

  /** Saves a picture of the window as a PNG file. */
  async picture(path) {
    await run('/usr/bin/python3', [join(HERE, 'grab.py'), ...this.size.map(String), path], { env: this.env });
  }

  /** Closes the window by its close button, and waits until the process has ended. */
  async close() {
    // By its title: a tooltip is a window of the same process.
    const { stdout } = await run(
      'xdotool',
      ['search', '--all', '--onlyvisible', '--pid', String(this.pid), '--name', '^Juxta$'],
      { env: this.env },
    );
    const ids = stdout.trim().split('\n');
    await run('/usr/bin/python3', [join(HERE, 'close_window.py'), ids.at(-1)], { env: this.env });
    await until('the window process ends', () => !alive(this.pid));
    await this.session.stop();
  }

  /** Ends the process as a crash or `kill -9` does. */
  async kill() {
    process.kill(this.pid, 'SIGKILL');
    await until('the window process is gone', () => !alive(this.pid));
    await this.session.stop();
  }

  /** Ends whatever still runs; for the end of a test. */
  async discard() {
    await this.session?.stop();
  }

  /** Starts the program a second time on the same folder, without a driver, and waits for its end. */
  startAgain() {
    return run(WINDOW, this.args, { env: this.env, allowFailure: true });
  }

  /** The process that holds the page. */
  webProcess() {
    return family(this.pid).find(({ name }) => name.startsWith('WebKitWebProces'))?.pid;
  }

  /** All processes of the window: itself and its children. */
  processes() {
    return family(this.pid);
  }

  /** What the window has logged so far. */
  async logged() {
    return readFile(this.log, 'utf8');
  }
}
