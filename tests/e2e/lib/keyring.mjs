// A real Secret Service with an unlocked keyring, in the test's own home.
import { launch, run, terminate, until } from './processes.mjs';
import { hasOwner } from './session-bus.mjs';

const PASSWORD = 'keyring password of the tests';
const SERVICE = 'org.freedesktop.secrets';

/** Starts gnome-keyring on the bus of `env` and waits until it answers. */
export async function startKeyring({ env, log }) {
  const daemon = await launch('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], { env, log, pipes: [0] });
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
    /** Removes everything stored for the app, as a person may do in the keyring's own window. */
    async clear() {
      await run('secret-tool', ['clear', 'service', 'juxta'], { env, allowFailure: true });
    },
    stop: () => terminate(daemon),
  };
}

async function serviceCall(env, method) {
  const call = ['--session', '--print-reply', `--dest=${SERVICE}`, '/org/freedesktop/secrets', `org.freedesktop.Secret.Service.${method}`];
  await run('dbus-send', [...call, 'array:objpath:/org/freedesktop/secrets/aliases/default'], { env });
}
