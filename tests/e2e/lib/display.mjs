// A screen that exists only in memory.
import { firstLine, launch, terminate } from './processes.mjs';

/** Starts Xvfb on a free number. `size` in pixels. */
export async function startDisplay({ log, size = '1600x1200' } = {}) {
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'];
  const server = await launch('Xvfb', args, { log, pipes: [3] });
  const number = await firstLine(server.stdio[3]);
  return { name: `:${number}`, stop: () => terminate(server) };
}
