// @vitest-environment node
// The built page obeys its own policy: no inline script or style, no storage, no request, no stand-in.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const out = mkdtempSync(join(tmpdir(), 'juxta-ui-'));
/** What the first screen may weigh, and the page with all its later screens: fonts aside, in bytes as gzip packs it. */
const FIRST = 120 * 1024;
const ALL = 200 * 1024;
let html = '';
/** The script that the page names, and all scripts after one another. */
let first = '';
let script = '';
let files: string[] = [];

beforeAll(async () => {
  process.env.NODE_ENV = 'production';
  // The page as it is shipped: built for tests it would carry the framework's checks for development.
  delete process.env.VITEST;
  await build({ root: join(import.meta.dirname, '..'), mode: 'production', logLevel: 'error', build: { outDir: out } });
  html = readFileSync(join(out, 'index.html'), 'utf8');
  files = readdirSync(join(out, 'assets'));
  const read = (file: string): string => readFileSync(join(out, 'assets', file), 'utf8');
  first = read(/src="\/assets\/([^"]+)"/.exec(html)?.[1] ?? '');
  script = files
    .filter((file) => file.endsWith('.js'))
    .map(read)
    .join('\n');
}, 120_000);

afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('the built page', () => {
  it('starts with one script and one stylesheet', () => {
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(first).not.toMatch(/^import|[;}]import[\s{*"']/);
    expect(files.filter((file) => file.endsWith('.css'))).toHaveLength(1);
  });

  it('is small: page, stylesheet and script of the first screen, and all of it', () => {
    const packed = (text: string): number => gzipSync(text, { level: 9 }).length;
    const style = readFileSync(join(out, 'assets', files.find((file) => file.endsWith('.css')) ?? ''), 'utf8');
    expect(packed(html) + packed(style) + packed(first)).toBeLessThanOrEqual(FIRST);
    expect(packed(html) + packed(style) + packed(script)).toBeLessThanOrEqual(ALL);
  });

  it('has nothing inline', () => {
    expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=/);
    expect(html).not.toMatch(/(src|href)="(https?:|data:)/);
  });

  it('stores nothing and asks nobody', () => {
    expect(script).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie/);
    expect(script).not.toMatch(/\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts/);
    expect(script).not.toMatch(/\beval\(|new Function\(/);
  });

  it('draws no text by stylesheet but code languages: assistive technology would kill WebKitGTK', () => {
    const style = readFileSync(join(out, 'assets', files.find((file) => file.endsWith('.css')) ?? ''), 'utf8');
    const drawn = [...style.matchAll(/[{;]content:([^;}]+)/g)]
      .map(([, content = '']) => content)
      .filter((content) => content !== '""');
    expect(drawn).toEqual(['attr(data-lang)']);
    expect(style).toContain('.lang:before{content:attr(data-lang)}');
  });

  it('leaves the stand-in out', () => expect(script).not.toContain('Spacing retries after a 429'));

  it('makes elements from text in one place besides the framework', () => {
    const policies = [...script.matchAll(/createPolicy\(["'`]([\w-]+)["'`]/g)].map(([, name]) => name).sort();
    expect(policies).toEqual(['juxta', 'svelte-trusted-html']);
  });
});
