// The web site the bare pages come from: each arm bundled, and texts made for a run.
import http from 'node:http';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { BENCH, OUT, PROJECT } from './places.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};
const BUNDLES = join(OUT, 'pages');

/** Bundles the pages and serves them with `texts` (path -> content). */
export async function startSite(entries) {
  await bundle(entries);
  const texts = new Map();
  const server = http.createServer(
    (request, response) => void serve(new URL(request.url, 'http://site').pathname, texts, response),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { url: `http://127.0.0.1:${server.address().port}`, texts, stop };
}

function bundle(entries) {
  return build({
    entryPoints: entries.map((name) => join(BENCH, 'arms', name)),
    outdir: BUNDLES,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'safari17',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff': 'empty', '.woff2': 'empty', '.ttf': 'empty' },
    // Juxta's own page code is bundled from where it is.
    absWorkingDir: PROJECT,
    logLevel: 'error',
  });
}

async function serve(path, texts, response) {
  try {
    const content =
      texts.get(path) ?? (await readFile(join(path.endsWith('.html') ? join(BENCH, 'pages') : BUNDLES, path)));
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}
