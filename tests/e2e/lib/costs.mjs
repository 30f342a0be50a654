// What processes cost, as the kernel counts it.
import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks a second of /proc/PID/stat: 100 on every Linux people run. */
const TICKS = 100;

/** CPU seconds so far of these processes, children that have ended included. */
export function cpuSeconds(processes) {
  return sum(processes, ({ pid }) => {
    const fields = read(`/proc/${pid}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    // utime, stime, cutime, cstime: fields 14 to 17 of proc(5); the first left here is number 3.
    return [11, 12, 13, 14].reduce((all, at) => all + Number(fields[at] ?? 0), 0) / TICKS;
  });
}

/** Proportional memory in MB: what is shared is split among those that share it. */
export function pssMegabytes(processes) {
  return (
    sum(processes, ({ pid }) => Number(read(`/proc/${pid}/smaps_rollup`).match(/^Pss:\s+(\d+)/m)?.[1] ?? 0)) / 1024
  );
}

/** How often each thread of these processes went to sleep so far, by thread. */
export function sleeps(processes) {
  const counts = new Map();
  for (const { pid } of processes) {
    for (const thread of list(`/proc/${pid}/task`)) {
      counts.set(
        thread,
        Number(read(`/proc/${pid}/task/${thread}/status`).match(/^voluntary_ctxt_switches:\s+(\d+)/m)?.[1] ?? 0),
      );
    }
  }
  return counts;
}

/** How often these processes were woken since `before`, an earlier answer of `sleeps`: a thread wakes as often as it sleeps. */
export function wakeupsSince(before, processes) {
  // A thread that has ended since counts for nothing rather than backwards.
  return sum([...sleeps(processes)], ([thread, count]) => Math.max(0, count - (before.get(thread) ?? 0)));
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
