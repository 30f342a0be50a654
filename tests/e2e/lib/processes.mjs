// Starting, waiting for and ending other programs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));

/** Programs that run now; whatever ends this process ends them. */
const started = new Set();
process.on('exit', () => started.forEach((child) => signalGroup(child.pid, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/**
 * Starts a program in a process group of its own, its output going to `log` (a path).
 * Streams named in `pipes` (0, 1, 2, 3) are left open to the caller as `child.stdio[n]`.
 */
export async function launch(command, args, { env = process.env, log, pipes = [], cwd } = {}) {
  const output = log ? createWriteStream(log, { flags: 'a' }) : undefined;
  if (output) await once(output, 'open');
  const stdio = [0, 1, 2].map((n) => (pipes.includes(n) ? 'pipe' : n === 0 || !output ? 'ignore' : output));
  if (pipes.includes(3)) stdio.push('pipe');
  const child = spawn(command, args, { env, cwd, stdio, detached: true });
  await once(child, 'spawn');
  started.add(child);
  output?.close();
  return child;
}

/** Runs a program to its end and gives its stdout; a non-zero exit is an error that quotes stderr. */
export async function run(command, args, { env = process.env, input = '', cwd, allowFailure = false } = {}) {
  const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [code, signal] = await once(child, 'close');
  const result = { code, signal, stdout: await out, stderr: await err };
  if (code !== 0 && !allowFailure)
    throw new Error(`${command} ${args.join(' ')}: exit ${code ?? signal}\n${result.stderr}`);
  return result;
}

/** Runs a Python script that stands beside this file, and waits for its end. */
export function python(script, ...args) {
  return run('/usr/bin/python3', [join(HERE, script), ...args]);
}

async function collect(stream) {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return text;
}

/** The first line a program prints on one of its pipes. */
export async function firstLine(stream) {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += chunk;
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end).trim();
  }
  throw new Error(`the program closed its output after: ${text}`);
}

/**
 * Waits until `probe` gives something truthy and returns it. A probe that throws counts as "not yet". The limit is only there
 * for what never comes: other files run on the same cores.
 */
export async function until(what, probe, { seconds = 30, every = 25 } = {}) {
  const deadline = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const value = await probe();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(`waited ${seconds} s in vain: ${what} (last: ${last?.message ?? JSON.stringify(last)})`);
    await pause(every);
  }
}

/** Ends a program and everything it started in its group: politely, then not. */
export async function terminate(child, { seconds = 3 } = {}) {
  if (!child) return;
  const ended = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit');
  signalGroup(child.pid, 'SIGTERM');
  const polite = await Promise.race([ended.then(() => true), pause(seconds * 1000, false, { ref: false })]);
  signalGroup(child.pid, 'SIGKILL');
  started.delete(child);
  if (!polite) await ended;
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone.
  }
}

/** Every process descending from `pid`, itself included, as `{pid, name}`; parents before children. */
export function family(pid) {
  const children = new Map();
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) && statOf(entry);
    if (!stat) continue;
    if (!children.has(stat.parent)) children.set(stat.parent, []);
    children.get(stat.parent).push({ pid: Number(entry), name: stat.name });
  }
  const root = statOf(pid);
  const found = root ? [{ pid, name: root.name }] : [];
  for (let i = 0; i < found.length; i += 1) found.push(...(children.get(found[i].pid) ?? []));
  return found;
}

function statOf(pid) {
  try {
    const [, name, state, parent] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return state === 'Z' ? undefined : { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** Whether a process runs. */
export function alive(pid) {
  return statOf(pid) !== undefined;
}
