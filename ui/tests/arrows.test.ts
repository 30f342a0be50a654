// @vitest-environment node
// Which folder of the page may import from which. An import that is not listed here fails, as does a listed one nobody uses.

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '..', 'src');

/** What every folder may import from. */
const BASE: readonly string[] = ['ipc', 'shared'];

/** What a folder may import from besides, from the bottom up: what it imports from stands before it, so that there is no
 *  circle. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  ipc: [],
  shared: [],
  markdown: [],
  conversation: ['markdown'],
  budgets: [],
  endpoint: [],
  branches: ['conversation', 'markdown'],
  inspector: ['conversation'],
  attachments: ['conversation'],
  parameters: ['budgets', 'conversation'],
  answer: ['attachments', 'branches', 'conversation', 'endpoint', 'inspector', 'markdown'],
  tabs: ['answer', 'branches', 'conversation'],
  columns: ['answer', 'branches', 'conversation', 'inspector', 'tabs'],
  diff: ['answer', 'conversation', 'markdown'],
  figures: ['conversation'],
  composer: ['attachments', 'budgets', 'conversation', 'endpoint', 'parameters'],
  picker: ['conversation'],
  sidebar: ['conversation', 'endpoint'],
  chat: ['branches', 'columns', 'composer', 'conversation', 'diff', 'figures', 'inspector', 'sidebar', 'tabs'],
  help: ['chat'],
  settings: ['budgets', 'endpoint', 'help'],
};

/** It starts the page and puts everything together. */
const TOP = 'app';

type Import = { file: string; target: string; from: string; to: string };

/** Every import of one folder's file from another folder. */
function imports(): Import[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  return files
    .filter((file) => /\.(ts|svelte)$/.test(file))
    .flatMap((file) =>
      specifiersOf(readFileSync(join(SRC, file), 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(posix.dirname(file), specifier))
        .map((target) => ({ file, target, from: folderOf(file), to: folderOf(target) })),
    )
    .filter(({ from, to }) => from !== to);
}

/** What a file imports, types and screens read later included. */
function specifiersOf(source: string): string[] {
  const found = source.matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)['"]([^'"]+)['"]/g);
  return [...found].map(([, specifier = '']) => specifier);
}

function folderOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function mayImport(from: string, to: string): boolean {
  // Messages and the stand-in of development stand beside the sources.
  if (to === '..') return true;
  if (from === 'ipc' || from === 'shared') return from === 'shared' && to === 'ipc';
  return from === TOP || BASE.includes(to) || (ARROWS[from]?.includes(to) ?? false);
}

describe('the folders of the page', () => {
  it('import only from those listed', () => {
    const unlisted = imports().filter(({ from, to }) => !mayImport(from, to));
    expect(unlisted.map(({ file, to }) => `${file} imports ${to}`)).toEqual([]);
  });

  it('use every arrow that is listed', () => {
    const used = new Set(imports().map(({ from, to }) => `${from} → ${to}`));
    const listed = Object.entries(ARROWS).flatMap(([from, to]) => to.map((each) => `${from} → ${each}`));
    expect(listed.filter((arrow) => !used.has(arrow))).toEqual([]);
  });

  it('make no circle', () => {
    const order = Object.keys(ARROWS);
    const upwards = Object.entries(ARROWS).flatMap(([from, to]) =>
      to.filter((each) => order.indexOf(each) >= order.indexOf(from)).map((each) => `${from} → ${each}`),
    );
    expect(upwards).toEqual([]);
  });

  it('leave the stand-in for the window to the start of the page', () => {
    const outside = imports().filter(({ to, target }) => to === '..' && !target.startsWith('../messages/'));
    expect(outside.map(({ file }) => file)).toEqual(['app/main.ts']);
  });

  it('reach Tauri through ipc only', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|svelte)$/.test(file));
    const reaching = files.filter((file) =>
      specifiersOf(readFileSync(join(SRC, file), 'utf8')).some((specifier) => specifier.startsWith('@tauri-apps/')),
    );
    expect(reaching.filter((file) => folderOf(file.replaceAll('\\', '/')) !== 'ipc')).toEqual([]);
    expect(reaching).not.toEqual([]);
  });
});
