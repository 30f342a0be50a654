// No connection but to the endpoints the person set: every connect of every process of the window, from first run to exit.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canaryKey } from './lib/canary.mjs';
import { connected } from './lib/connected.mjs';
import { run } from './lib/processes.mjs';
import { onDesktop } from './lib/scenario.mjs';
import { answer } from './lib/script.mjs';
import { startTrap } from './lib/servers.mjs';
import { WINDOW } from './lib/window.mjs';

const scenario = onDesktop();

/** Where servers that people run on this computer listen: settings look there, and never beyond this computer. */
const LOCAL_PORTS = JSON.parse(
  await readFile(new URL('../../src-tauri/crates/engine/src/endpoints/presets.json', import.meta.url), 'utf8'),
).flatMap(({ ports = [] }) => ports);
const LOCAL = new Set(LOCAL_PORTS.flatMap((port) => [`ip 127.0.0.1 ${port}`, `ip ::1 ${port}`]));

const STRACE = [
  '-f',
  '-qq',
  '--seccomp-bpf',
  '-e',
  'trace=connect,sendto,sendmsg,sendmmsg',
  '-e',
  'signal=none',
  '-s',
  '0',
];
const works = await run('strace', [...STRACE, '-o', '/dev/null', 'true'], { allowFailure: true }).catch((error) => ({
  code: -1,
  stderr: error.message,
}));
const skip = works.code === 0 ? false : `strace is not possible here: ${works.stderr.trim().split('\n').at(-1)}`;
if (skip) console.log(skip);

/** A program that starts the window under strace. */
async function tracedWindow(desktop) {
  const folder = await desktop.newFolder('strace');
  const log = join(folder, 'calls');
  const binary = join(folder, 'window');
  await writeFile(binary, `#!/bin/sh\nexec strace ${STRACE.join(' ')} -o '${log}' '${WINDOW}' "$@"\n`, { mode: 0o755 });
  return { binary, log };
}

/** Whom a line of strace names: `unix`, `netlink`, `ip ADDRESS PORT`; nothing for a call on a connected socket. */
function destination(line) {
  const [, family] = /sa_family=AF_(\w+)/.exec(line) ?? [];
  if (!family || family === 'UNSPEC') return undefined;
  if (!family.startsWith('INET')) return family.toLowerCase();
  const [, port] = /sin6?_port=htons\((\d+)\)/.exec(line) ?? [];
  const [, address] = /(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"/.exec(line) ?? [];
  return `ip ${address} ${port}`;
}

/** How often each destination was called. */
async function destinations(log) {
  const counts = {};
  for (const line of (await readFile(log, 'utf8')).split('\n')) {
    const to = destination(line);
    if (to) counts[to] = (counts[to] ?? 0) + 1;
  }
  return counts;
}

scenario(
  'from first run to exit the window connects to its endpoint and to nobody else',
  async (parts) => {
    const { binary, log } = await tracedWindow(parts.desktop);
    const trap = parts.use(await startTrap());
    const remote = `![a picture](${trap.url}/picture.png) [a link](https://example.com/) <img src="${trap.url}/raw.png">`;
    const { window, page, server } = await connected(parts, {
      binary,
      answers: { alpha: [answer(`See ${remote}`)], beta: [answer('Yes.')] },
    });
    await page.ask('Where do you connect to?');
    await page.answer('done');
    await page.press('open-settings');
    await page.press('endpoint-test');
    await page.press('close-settings');
    await page.reload();
    // The door that WebDriver itself came in by, which only an automation build has.
    const door = (await readFile(`/proc/${window.pid}/environ`, 'utf8')).match(
      /WEBKIT_INSPECTOR_SERVER=([^\0]+):(\d+)/,
    );
    await window.close();

    const counts = await destinations(log);
    console.table(counts);
    const { hostname, port } = new URL(server.url);
    const own = `ip ${hostname} ${port}`;
    assert.ok(counts[own] >= 1, 'the calls to the endpoint were seen');
    assert.ok(counts.unix >= 1, 'the calls of the page’s processes were seen');
    const others = Object.keys(counts).filter(
      (to) => ![own, 'unix', 'netlink', `ip ${door[1]} ${door[2]}`].includes(to) && !LOCAL.has(to),
    );
    assert.deepEqual(others, []);
    assert.deepEqual(trap.requests, []);
  },
  { seconds: 120, skip },
);

scenario(
  'the tracing sees a name being looked up',
  async ({ desktop, open }) => {
    const { binary, log } = await tracedWindow(desktop);
    const window = await open({ binary });
    await window.page.connect({ url: 'https://juxta.invalid/v1', key: canaryKey() });
    await window.page.find('endpoint-error');
    await window.close();
    assert.match(await readFile(log, 'utf8'), /htons\(53\)|resolve/);
  },
  { skip },
);
