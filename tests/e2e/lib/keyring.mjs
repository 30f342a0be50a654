// A real Secret Service with an unlocked keyring, in the test's own home.
import { family, launch, run, terminate, until } from './processes.mjs';
import { hasOwner } from './session-bus.mjs';

const PASSWORD = 'keyring password of the tests';
const SERVICE = 'org.freedesktop.secrets';

/** Starts gnome-keyring on the bus of `env` and waits until it answers. */
export async function startKeyring({ env, log }) {
  const daemon = await launch('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env,
    log,
    pipes: [0],
  });
  daemon.stdio[0].end(PASSWORD);
  await until('the keyring service appears on the bus', () => hasOwner(SERVICE, env));
  return {
    /** Everything stored for the app, as secret-tool prints it (secrets included, on stdout and stderr). */
    async entries() {
      const found = await run('secret-tool', ['search', '--all', 'service', 'juxta'], { env, allowFailure: true });
      return found.stdout + found.stderr;
    },
    /** Locks the default collection, as a lid closed or a menu entry does. */
    async lock() {
      await serviceCall(env, 'Lock');
    },
    /** Unlocks it by way of another program, whose prompt is answered. */
    async unlock() {
      if (!(await isLocked(env))) return;
      const other = run('secret-tool', ['search', '--unlock', '--all', 'service', 'juxta'], {
        env,
        allowFailure: true,
      });
      await this.unlockInPrompt();
      await other;
    },
    /** Removes everything stored for the app, as a person may do in the keyring's own window. */
    async clear() {
      await run('secret-tool', ['clear', 'service', 'juxta'], { env, allowFailure: true });
    },
    /** Types the password into the system's own prompt, once that is shown. */
    async unlockInPrompt() {
      await inPrompt(env, 'type', '--delay', '5', PASSWORD);
      await inPrompt(env, 'key', 'Return');
    },
    /** Dismisses the system's own prompt, once that is shown. */
    async dismissPrompt() {
      await inPrompt(env, 'key', 'Escape');
    },
    /** Whether the system's own prompt is shown. */
    prompts: async () => (await promptWindows(env)).length > 0,
    /** Makes the service answer no more, and answer again. */
    freeze: () => signalAll(daemon.pid, 'SIGSTOP'),
    thaw: () => signalAll(daemon.pid, 'SIGCONT'),
    stop() {
      signalAll(daemon.pid, 'SIGCONT');
      return terminate(daemon);
    },
  };
}

async function serviceCall(env, method) {
  const call = [
    '--session',
    '--print-reply',
    `--dest=${SERVICE}`,
    '/org/freedesktop/secrets',
    `org.freedesktop.Secret.Service.${method}`,
  ];
  await run('dbus-send', [...call, 'array:objpath:/org/freedesktop/secrets/aliases/default'], { env });
}

async function isLocked(env) {
  const call = [
    '--session',
    '--print-reply=literal',
    `--dest=${SERVICE}`,
    '/org/freedesktop/secrets/aliases/default',
    'org.freedesktop.DBus.Properties.Get',
  ];
  const { stdout } = await run('dbus-send', [...call, 'string:org.freedesktop.Secret.Collection', 'string:Locked'], {
    env,
  });
  return stdout.includes('true');
}

function signalAll(pid, signal) {
  for (const each of family(pid)) process.kill(each.pid, signal);
}

async function promptWindows(env) {
  const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--class', 'gcr-prompter'], {
    env,
    allowFailure: true,
  });
  return stdout.split('\n').filter(Boolean);
}

/** There is no window manager: the prompt is given the keyboard by hand, as a click into it would. */
async function inPrompt(env, ...keys) {
  const [window] = await until('the keyring prompt is shown', async () => {
    const windows = await promptWindows(env);
    return windows.length > 0 && windows;
  });
  await run('xdotool', ['windowfocus', '--sync', window, ...keys], { env });
}
