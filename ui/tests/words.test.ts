// Words: every error code has its sentences, every failure reads well without its values, every used key exists.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../messages/en.json';
import type { ErrorCode, Failure } from '../src/ipc/bindings';
import { failureLabel, failureWords } from '../src/shared/failure';
import { fill, t } from '../src/shared/t';

const ROOT = join(import.meta.dirname, '..');
const codes = [
  ...readFileSync(join(ROOT, 'src/ipc/bindings.ts'), 'utf8').matchAll(/type ErrorCode =([^;]+);/g),
].flatMap(([, union = '']) => [...union.matchAll(/["'](\w+)["']/g)].map(([, code]) => code as ErrorCode));
const failure = (code: ErrorCode): Failure => ({
  code,
  status: null,
  provider_message: null,
  request_id: null,
  retry_after_ms: null,
  retryable: false,
  details: {},
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile() && /\.(ts|svelte)$/.test(file.name))
    .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
}

describe('error codes', () => {
  it('are read from the types', () => expect(codes.length).toBeGreaterThan(20));
  it.each(codes)('%s reads well even when nothing is known but the code', (code) => {
    const words = failureWords(failure(code));
    expect(words.title).not.toMatch(/[{}_]/);
    expect(words.text).not.toMatch(/[{}]/);
    expect(words.title.length).toBeGreaterThan(5);
    expect(failureLabel(failure(code))).not.toMatch(/^failed\./);
  });
});

describe('t', () => {
  it('fills values and chooses plurals', () => {
    expect(t('composer.sendMany', { count: 1 })).toBe('Send to 1 model');
    expect(t('composer.sendMany', { count: 3 })).toBe('Send to 3 models');
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  });

  it('has every key that is used as it stands', () => {
    const used = sources(join(ROOT, 'src')).flatMap((text) =>
      [...text.matchAll(/\bt\('([\w.]+)'/g)].map(([, key = '']) => key),
    );
    expect(used.length).toBeGreaterThan(80);
    const missing = used.filter(
      (key) =>
        key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], en) ===
        undefined,
    );
    expect(missing).toEqual([]);
  });

  it('leaves no words in components', () => {
    const markup = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.svelte'),
    );
    const found = markup.flatMap((name) => {
      const text = readFileSync(join(ROOT, 'src', name), 'utf8').replace(
        /<script[\s\S]*?<\/script>|<!--[\s\S]*?-->/g,
        '',
      );
      return [...text.matchAll(/>\s*([A-Za-z][a-z]+[^<>{}=()]*)\s*</g)].map(([, words]) => `${name}: ${words}`);
    });
    expect(found).toEqual([]);
  });
});
