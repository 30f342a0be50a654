// Servers that answer: the scripted one of this project, two that others wrote, and a trap that must never be called.
import http from 'node:http';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LLMock as AiMock } from '@copilotkit/aimock';
import { freePort } from './ports.mjs';
import { firstLine, launch, terminate, until } from './processes.mjs';
import { TOOLS } from './window.mjs';

const MOCKS = process.env.JUXTA_E2E_MOCKS ?? join(TOOLS, '../mocks/bin');

/** Starts `demo-server` with a script (the format is at the top of its source), on a free port unless one is given. */
export async function startScripted(desktop, script, { port } = {}) {
  const own = port ?? (await freePort());
  const folder = await desktop.newFolder('script');
  const file = join(folder, 'script.json');
  await writeFile(file, JSON.stringify(script));
  const process = await launch(join(TOOLS, 'demo-server'), ['--script', file, '--port', String(own)], {
    env: desktop.env,
    log: desktop.log('demo-server'),
    pipes: [1],
  });
  const url = (await firstLine(process.stdio[1])).replace('listening ', '');
  return new ScriptedServer(process, url);
}

class ScriptedServer {
  constructor(process, url) {
    this.process = process;
    this.url = url;
    this.control = new URL('/__control/', url).href;
    this.first = 0;
  }

  /** Every request since the start or the last `forget()`; with `path`, only those whose path ends so. */
  async requests(path = '') {
    const all = await this.#call('GET', 'requests');
    return all.filter((request) => request.index >= this.first && request.path.endsWith(path));
  }

  /** Leaves the requests so far out of what follows. */
  async forget() {
    this.first = (await this.#call('GET', 'requests')).length;
  }

  /** The chat requests so far. */
  chats() {
    return this.requests('/chat/completions');
  }

  /** Waits until `count` chat requests have come. */
  async chatsAre(count) {
    return until(`${count} chat requests`, async () => {
      const chats = await this.chats();
      return chats.length >= count && chats;
    });
  }

  /** Waits until the client has closed the connection of request `index`. */
  closed(index) {
    return this.#call('GET', `requests/${index}/closed`);
  }

  /** Waits until a reply stands at the gate. */
  reached(gate) {
    return this.#call('GET', `gates/${encodeURIComponent(gate)}/reached`);
  }

  /** Opens a gate for good. */
  open(gate) {
    return this.#call('POST', `gates/${encodeURIComponent(gate)}`);
  }

  /** Takes another script. */
  replaceScript(script) {
    return this.#call('POST', 'script', script);
  }

  stop() {
    return terminate(this.process);
  }

  async #call(method, path, body) {
    const signal = AbortSignal.timeout(60_000);
    const response = await fetch(this.control + path, { method, body: body && JSON.stringify(body), signal });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

/** Starts aimock. Give its answers with `mock.onMessage(…)`; the base URL is `url`. */
export async function startAiMock(options = {}) {
  const mock = new AiMock({ port: await freePort(), logLevel: 'silent', ...options });
  await mock.start();
  return { mock, url: `${mock.url}/v1`, stop: () => mock.stop() };
}

/** Starts llmock, the server with faults and a verdict. */
export async function startLlmock(desktop, args = []) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const server = await launch(join(MOCKS, 'llmock'), ['serve', '--port', String(port), ...args], {
    env: desktop.env,
    log: desktop.log('llmock'),
  });
  await until('llmock answers', async () => (await fetch(`${address}/health`)).ok);
  const admin = async (path, body) => {
    const init = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return (await fetch(`${address}/_llmock/${path}`, init)).json();
  };
  return { url: `${address}/v1`, admin, stop: () => terminate(server) };
}

/** Starts a web server that answers anything with a picture, and remembers every request it got. */
export async function startTrap() {
  const requests = [];
  const server = http.createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'content-type': 'image/svg+xml', 'access-control-allow-origin': '*' });
    response.end('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
  });
  server.listen(await freePort(), '127.0.0.1');
  await once(server, 'listening');
  const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { url: `http://127.0.0.1:${server.address().port}`, requests, stop };
}
