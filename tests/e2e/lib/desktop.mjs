// A whole desktop for one test file: screen, session bus, keyring and a home of its own, all thrown away afterwards.
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDisplay } from './display.mjs';
import { startKeyring } from './keyring.mjs';
import { enableAccessibility, startSessionBus } from './session-bus.mjs';

/** What of the caller's environment a window may see. The rest could hold keys, proxies or a real session's bus. */
const INHERITED = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'USER', 'LOGNAME', 'LD_LIBRARY_PATH'];

/**
 * Starts a desktop.
 * `keyring`: 'unlocked' (default) or 'absent' (nobody offers the Secret Service).
 * `bus`: false for a desktop without a session bus.
 * `accessibility`: false where no assistive technology is said to be there; every window then draws without its tree.
 */
export async function startDesktop({ keyring = 'unlocked', bus = true, accessibility = true } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'juxta-e2e-'));
  const log = (name) => join(folder, 'logs', `${name}.log`);
  await mkdir(join(folder, 'logs'));
  const env = await home(folder);
  const running = [];
  const stop = async () => {
    for (const part of running.reverse()) await part.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const desktop = { folder, env, log, stop, newFolder: (name) => mkdtemp(join(folder, `${name}-`)) };
  try {
    const display = await startDisplay({ log: log('xvfb') });
    running.push(display);
    env.DISPLAY = display.name;
    if (bus) running.push(await joinBus(desktop, accessibility));
    if (bus && keyring === 'unlocked') {
      desktop.keyring = await startKeyring({ env, log: log('keyring') });
      running.push(desktop.keyring);
    }
    desktop.openedLinks = () => openedLinks(folder);
    return desktop;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function joinBus({ folder, env, log }, accessibility) {
  const bus = await startSessionBus({ folder: join(folder, 'run'), env, log: log('bus') });
  env.DBUS_SESSION_BUS_ADDRESS = bus.address;
  if (accessibility) await enableAccessibility(env);
  return bus;
}

async function home(folder) {
  const env = Object.fromEntries(
    INHERITED.filter((name) => process.env[name]).map((name) => [name, process.env[name]]),
  );
  const places = {
    HOME: 'home',
    XDG_CONFIG_HOME: 'home/config',
    XDG_DATA_HOME: 'home/data',
    XDG_CACHE_HOME: 'home/cache',
    XDG_STATE_HOME: 'home/state',
    XDG_RUNTIME_DIR: 'run',
  };
  for (const [name, place] of Object.entries(places)) {
    env[name] = join(folder, place);
    await mkdir(env[name], { recursive: true, mode: 0o700 });
  }
  await chmod(env.XDG_RUNTIME_DIR, 0o700);
  env.PATH = `${await recordingBrowser(folder)}:${env.PATH}`;
  return { ...env, LANG: 'C.UTF-8', GIO_USE_VFS: 'local', GTK_USE_PORTAL: '0', GDK_BACKEND: 'x11', NO_PROXY: '' };
}

/** An `xdg-open` that opens nothing and notes what it was asked to open. */
async function recordingBrowser(folder) {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" >> '${join(folder, 'opened-links')}'\n`;
  for (const name of ['xdg-open', 'gio', 'gnome-open', 'kde-open', 'wslview'])
    await writeFile(join(bin, name), script, { mode: 0o755 });
  return bin;
}

async function openedLinks(folder) {
  const text = await readFile(join(folder, 'opened-links'), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}
