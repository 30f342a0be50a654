// A bare page in the engine Juxta's window uses: WebKitGTK's own MiniBrowser, driven as the window is.
import { existsSync } from 'node:fs';
import { family } from '../../e2e/lib/processes.mjs';
import { startSession } from '../../e2e/lib/webdriver.mjs';

const PLACES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/usr/libexec'];
const BINARY = PLACES.map((place) => `${place}/webkit2gtk-4.1/MiniBrowser`).find(existsSync);

/** Opens `url` in a window of `size`. Gives `{driver, script, processes, stop}`. */
export async function openBare(desktop, url, { size = [1280, 800] } = {}) {
  if (!BINARY) throw new Error("WebKitGTK's MiniBrowser is not installed");
  // Without a GPU the window takes the plain renderer, and so does this one.
  const env = { ...desktop.env, ...(existsSync('/dev/dri') ? {} : { WEBKIT_DISABLE_DMABUF_RENDERER: '1' }) };
  const session = await startSession({ binary: BINARY, args: ['--automation'], env, log: desktop.log('minibrowser') });
  const { driver } = session;
  await driver.manage().setTimeouts({ script: 60_000, pageLoad: 60_000 });
  await driver.manage().window().setRect({ x: 0, y: 0, width: size[0], height: size[1] });
  await driver.get(url);
  const browser = family(session.pid).find(({ name }) => name.startsWith('MiniBrowser'))?.pid;
  return {
    driver,
    script: (code, ...values) => driver.executeScript(code, ...values),
    processes: () => family(browser),
    stop: () => session.stop(),
  };
}
