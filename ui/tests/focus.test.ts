// Elements that take the focus from elsewhere are registered by name; test ids are for tests alone.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { elementsOf, focusOn, focusTarget, hasFocus } from '../src/shared/focus';

const SRC = join(import.meta.dirname, '..', 'src');

describe('test ids', () => {
  it('are never looked for by the page itself', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(ts|svelte|css)$/.test(file),
    );
    const finding = /\[data-testid|dataset\.testid|getAttribute\(['"]data-testid/;
    expect(files.filter((file) => finding.test(readFileSync(join(SRC, file), 'utf8')))).toEqual([]);
  });
});

describe('the focus registry', () => {
  it('focuses the first element of a name, and forgets those that left', () => {
    document.body.innerHTML = '<button id="one"></button><button id="two"></button>';
    const [one, two] = ['one', 'two'].map((id) => document.getElementById(id) as HTMLElement) as [
      HTMLElement,
      HTMLElement,
    ];
    const leave = [focusTarget('tab', 'a', 'b')(two), focusTarget('tab', 'b')(one)];
    expect(elementsOf('tab', 'b')).toEqual([one, two]);
    expect([focusOn('tab', 'a'), document.activeElement === two, hasFocus('tab', 'b')]).toEqual([true, true, true]);
    for (const each of leave) each?.();
    expect([focusOn('tab', 'a'), elementsOf('tab', 'b')]).toEqual([false, []]);
  });
});
