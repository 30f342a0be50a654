// Ports of this process's own. Test files run side by side: a port that is free when one of them looks must not be taken by
// another before it is used, and a server that has gone must not be followed by a stranger.
import net from 'node:net';
import { once } from 'node:events';

/** Blocks of ports below those that systems give out by themselves (32768 and up on Linux, 49152 elsewhere). */
const FIRST = 20_000;
const BLOCK = 100;
const BLOCKS = 120;

/** Gives a port nobody listens on: never the same one twice in a row, and none of another test file's. */
export async function freePort() {
  own ??= claim();
  const block = await own;
  for (let tries = 1; tries < BLOCK; tries += 1) {
    block.last = (block.last % (BLOCK - 1)) + 1;
    const port = block.first + block.last;
    const server = await listen(port);
    if (!server) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error(`every port from ${block.first + 1} on is taken`);
}

/** The block of this process, once one is asked for. */
let own;

/** Takes the first block whose first port is free, and listens there until this process ends: so the kernel keeps the list. */
async function claim() {
  for (let at = 0; at < BLOCKS; at += 1) {
    const first = FIRST + at * BLOCK;
    const guard = await listen(first);
    if (guard) {
      guard.unref();
      return { first, last: 0 };
    }
  }
  throw new Error('every block of ports is taken');
}

/** A server on this port, or nothing where another has it. */
async function listen(port) {
  const server = net.createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
}
