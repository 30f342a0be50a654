// @vitest-environment node
// Every colour, text size, duration and measure comes from tokens.css; this finds strays in stylesheets and components.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', 'src');
const TOKENS = readFileSync(join(ROOT, 'shared', 'styles', 'tokens.css'), 'utf8');

type Rule = { what: string; finds: RegExp };

const NAMED = 'black|white|gr[ae]y|silver|red|green|blue|yellow|orange|purple|navy|teal|maroon|olive|lime|aqua|fuchsia';
const SPACES = pixels('s');
const SHAPES = pixels('r');
const HEIGHTS = pixels('h');
const WIDTHS = pixels('w').filter((value) => Number(value) > 100);

const RULES: Rule[] = [
  {
    what: 'colour',
    finds: new RegExp(
      `#[0-9a-f]{3,8}\\b(?=[^{]*;)|\\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\\(|:[^;{}]*[\\s:](?:${NAMED})\\b`,
      'gi',
    ),
  },
  {
    what: 'text size',
    finds:
      /font-size:(?!\s*(?:var\(|inherit|0;))[^;]+|line-height:(?!\s*(?:var\(|1;|inherit))[^;]+|font:(?!\s*inherit)[^;]*?(?<![\w-])\d*\.?\d+(?:px|rem|em)\b[^;]*/g,
  },
  { what: 'weight', finds: /font-weight:\s*(?:\d{3}|bold)\b/g },
  { what: 'duration', finds: /(?:transition|animation)[\w-]*:[^;]*?[\s:]\.?\d[\d.]*m?s\b/g },
  { what: 'easing', finds: /cubic-bezier\(/g },
  { what: 'space', finds: measure('(?:margin|padding)(?:-\\w+)*|gap|row-gap|column-gap', SPACES) },
  { what: 'shape', finds: measure('border-radius', SHAPES) },
  { what: 'height', finds: measure('height|min-height', HEIGHTS) },
  { what: 'width', finds: measure('width|min-width|max-width', WIDTHS) },
];

/** The values of the tokens with this letter, as in `--s-1: 2px`. */
function pixels(letter: string): string[] {
  return [...TOKENS.matchAll(new RegExp(`--${letter}-[\\w-]+:\\s*(\\d+)px`, 'g'))].map(([, value = '']) => value);
}

function measure(properties: string, values: string[]): RegExp {
  return new RegExp(`(?<![\\w-])(?:${properties}):[^;{}]*?(?<![\\d.\\w-])-?(?:${values.join('|')})px\\b`, 'g');
}

/** Stylesheets and the style attributes of components; comments left out. */
function sources(): { name: string; text: string }[] {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).map((file) => join(ROOT, file));
  return files.flatMap((file) => {
    const name = relative(ROOT, file);
    if (/tokens\.css$|fonts\.css$/.test(name)) return [];
    if (file.endsWith('.css')) return [{ name, text: bare(readFileSync(file, 'utf8')) }];
    if (file.endsWith('.svelte')) return [{ name, text: styleOf(readFileSync(file, 'utf8')) }];
    return [];
  });
}

function bare(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
}

function styleOf(component: string): string {
  const blocks = [...component.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css]) => bare(css ?? ''));
  const attributes = [...component.matchAll(/\sstyle="([^"]*)"/g)].map(([, css]) => `${css};`);
  const directives = [...component.matchAll(/\sstyle:([\w-]+)="([^"]*)"/g)].map(
    ([, property, value]) => `${property}: ${value};`,
  );
  return [...blocks, ...attributes, ...directives].join('\n');
}

function strays(text: string): string[] {
  return RULES.flatMap(({ what, finds }) =>
    [...text.matchAll(finds)].map(
      (hit) => `${what}: ${hit[0].trim()} (line ${text.slice(0, hit.index).split('\n').length})`,
    ),
  );
}

describe('tokens', () => {
  it('are where everything comes from', () => {
    const found = sources().flatMap(({ name, text }) => strays(text).map((stray) => `${name}: ${stray}`));
    expect(found).toEqual([]);
  });

  it('finds what it looks for', () => {
    const bad =
      'a { color: #fff; background: white; font-size: 13px; transition: color .2s; margin: 0 8px; border-radius: 6px; height: 28px; font: 600 12px/1 x; }';
    const kinds = new Set(strays(bad).map((stray) => stray.split(':')[0]));
    expect([...kinds].sort()).toEqual(['colour', 'duration', 'height', 'shape', 'space', 'text size']);
    expect(
      strays(
        'a { margin: 0 -1px 3px; color: var(--x); white-space: nowrap; width: calc(100vw - 32px); transition: color var(--t-fast); }',
      ),
    ).toEqual([]);
  });

  it('are all used', () => {
    const used =
      sources()
        .map(({ text }) => text)
        .join('\n') + TOKENS;
    const names = [...TOKENS.matchAll(/^\s*(--[\w-]+):|;\s*(--[\w-]+):/gm)].map(
      ([, first, later]) => first ?? later ?? '',
    );
    // Search comes later; nothing leaves with an animation yet.
    const planned = /^--(?:mark$|ease-in$)/;
    expect([...new Set(names)].filter((name) => !planned.test(name) && !used.includes(`var(${name})`))).toEqual([]);
  });
});
