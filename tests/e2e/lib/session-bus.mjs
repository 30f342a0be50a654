// A private D-Bus session on which only the accessibility bus and the keyring's own prompt can be activated: no portal, no
// keyring, no file system service of the machine's own is started behind a test's back.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstLine, launch, run, terminate } from './processes.mjs';

const SERVICES = '/usr/share/dbus-1/services';
const ACTIVATED = ['org.a11y.Bus.service', 'org.gnome.keyring.SystemPrompter.service'];

/** Starts the bus. `folder` takes its socket and configuration; `env` is what activated services inherit. */
export async function startSessionBus({ folder, env, log }) {
  const services = join(folder, 'services');
  await mkdir(services, { recursive: true });
  for (const name of ACTIVATED) await symlink(join(SERVICES, name), join(services, name));
  const config = join(folder, 'bus.conf');
  await writeFile(config, configuration(folder, services));
  const daemon = await launch('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=3'], {
    env,
    log,
    pipes: [3],
  });
  const address = await firstLine(daemon.stdio[3]);
  return { address, stop: () => terminate(daemon) };
}

function configuration(folder, services) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${join(folder, 'bus')}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>${services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}

/** Whether somebody owns this name on the bus of `env`. */
export async function hasOwner(name, env) {
  const call = [
    '--session',
    '--print-reply=literal',
    '--dest=org.freedesktop.DBus',
    '/',
    'org.freedesktop.DBus.NameHasOwner',
  ];
  const { stdout } = await run('dbus-send', [...call, `string:${name}`], { env });
  return stdout.includes('true');
}

/** Says to every application on the bus of `env` that an assistive technology is there. */
export async function enableAccessibility(env) {
  const target = [
    '--session',
    '--print-reply',
    '--dest=org.a11y.Bus',
    '/org/a11y/bus',
    'org.freedesktop.DBus.Properties.Set',
  ];
  for (const property of ['IsEnabled', 'ScreenReaderEnabled']) {
    await run('dbus-send', [...target, 'string:org.a11y.Status', `string:${property}`, 'variant:boolean:true'], {
      env,
    });
  }
}
