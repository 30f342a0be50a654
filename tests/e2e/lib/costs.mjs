// What processes cost, as the kernel counts it.
import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks a second of /proc/PID/stat: 100 on every Linux people run. */
const TICKS = 100;

/** CPU seconds so far of these processes, children that have ended included. */
export function cpuSeconds(processes) {
  return sum(processes, ({ pid }) => {
    const fields = read(`/proc/${pid}/stat`).replace(/^.*\) /s, '').split(' ');
    // utime, stime, cutime, cstime: fields 14 to 17 of proc(5); the first left here is number 3.
    return [11, 12, 13, 14].reduce((all, at) => all + Number(fields[at] ?? 0), 0) / TICKS;
  });
}

/** Proportional memory in MB: what is shared is split among those that share it. */
export function pssMegabytes(processes) {
  return sum(processes, ({ pid }) => Number(read(`/proc/${pid}/smaps_rollup`).match(/^Pss:\s+(\d+)/m)?.[1] ?? 0)) / 1024;
}

/** How often threads of these processes went to sleep so far: each time something woke them. */
export function wakeups(processes) {
  return sum(processes, ({ pid }) => {
    const threads = list(`/proc/${pid}/task`);
    return sum(threads, (thread) => Number(read(`/proc/${pid}/task/${thread}/status`).match(/^voluntary_ctxt_switches:\s+(\d+)/m)?.[1] ?? 0));
  });
}

function sum(items, value) {
  return items.reduce((all, item) => all + value(item), 0);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function list(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
