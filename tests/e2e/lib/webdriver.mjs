// A WebDriver session in a WebKitGTK program, without a driver of ours in between.
import net from 'node:net';
import { once } from 'node:events';
import { Capabilities, WebDriver } from 'selenium-webdriver';
import { Executor, HttpClient } from 'selenium-webdriver/http/index.js';
import { freePort } from './ports.mjs';
import { launch, terminate, until } from './processes.mjs';

/**
 * Starts WebKitWebDriver, which starts `binary` with `args` in `env` (the driver's own environment: the program inherits it).
 * Gives `{driver, pid, stop}`: the selenium session and the driver's process id.
 */
export async function startSession({ binary, args = [], env, log }) {
  const automation = { TAURI_AUTOMATION: 'true', TAURI_WEBVIEW_AUTOMATION: 'true' };
  return session([], { 'webkitgtk:browserOptions': { binary, args } }, { ...env, ...automation }, log);
}

/**
 * Takes hold of a program that runs already: WebKitWebDriver gives a session up when the page's process dies. `target` is
 * what the first driver put into the program's `WEBKIT_INSPECTOR_SERVER`.
 */
export async function attachSession({ target, env, log }) {
  return session([`--target=${target}`], {}, env, log);
}

async function session(options, wanted, env, log) {
  const port = await freePort();
  const server = await launch('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1', ...options], { env, log });
  try {
    await until('WebKitWebDriver listens', () => listens(port));
    const executor = new Executor(new HttpClient(`http://127.0.0.1:${port}`));
    const driver = await WebDriver.createSession(executor, new Capabilities(wanted));
    await driver.manage().setTimeouts({ script: 60_000, pageLoad: 60_000, implicit: 0 });
    return { driver, pid: server.pid, stop: () => terminate(server) };
  } catch (error) {
    await terminate(server);
    throw error;
  }
}

async function listens(port) {
  const socket = net.connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}
