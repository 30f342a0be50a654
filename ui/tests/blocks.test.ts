// Blocks in the page: a patch touches what changed and nothing else, and an answer's text content is the answer alone.

import { describe, expect, it } from 'vitest';
import { BlockList } from '../src/markdown/blocks';
import { codeToCopy } from '../src/markdown/code';
import type { BlocksPatch, BlockView } from '../src/ipc/bindings';
import { block } from '../dev/fake-data';

const whole = (keep: number, ...blocks: string[]): BlocksPatch => ({
  keep,
  keep_parts: null,
  parts: [],
  blocks: blocks.map(block),
});
const grown = (keep: number, keep_parts: number, ...parts: string[]): BlocksPatch => ({
  keep,
  keep_parts,
  parts,
  blocks: [],
});

function shown(blocks: (string | BlockView)[]): { list: BlockList; root: HTMLElement } {
  const list = new BlockList(blocks.map((each) => (typeof each === 'string' ? block(each) : each)));
  const root = document.createElement('div');
  list.mount(root);
  return { list, root };
}

describe('a block list', () => {
  it('keeps the elements of blocks before a patch', () => {
    const { list, root } = shown(['<p>a</p>', '<p>b</p>']);
    const [first] = root.children;
    expect(list.apply(whole(1, '<p>b2</p>', '<p>c</p>'))).toBe(true);
    expect(root.textContent).toBe('ab2c');
    expect(root.children[0]).toBe(first);
  });

  it('drops blocks that are gone', () => {
    const { list, root } = shown(['<p>a</p>', '<p>b</p>', '<p>c</p>']);
    list.apply(whole(1));
    expect(root.childElementCount).toBe(1);
  });

  it('refuses a patch that builds on blocks it never got', () => {
    const { list, root } = shown(['<p>a</p>']);
    expect(list.apply(whole(2, '<p>c</p>'))).toBe(false);
    expect(root.textContent).toBe('a');
  });

  it('takes patches while not shown', () => {
    const list = new BlockList();
    list.apply(whole(0, '<p>a</p>'));
    const root = document.createElement('div');
    list.mount(root);
    expect(root.textContent).toBe('a');
  });

  it('leaves what is the same untouched when replaced', () => {
    const { list, root } = shown(['<p>a</p>', '<p>b</p>']);
    const paragraph = root.querySelector('p');
    list.replace(['<p>a</p>', '<p>x</p>'].map(block));
    expect(root.querySelector('p')).toBe(paragraph);
    expect(root.textContent).toBe('ax');
  });

  it('stops drawing into an element it has left', () => {
    const list = new BlockList([block('<p>a</p>')]);
    const root = document.createElement('div');
    list.mount(root)();
    list.apply(whole(0, '<p>b</p>'));
    expect(root.textContent).toBe('a');
  });

  it('adds tools to code without adding text', () => {
    const { root } = shown(['<div class="code" data-lang="rust"><pre tabindex="0"><code>fn a() {}</code></pre></div>']);
    expect(root.textContent).toBe('fn a() {}');
    const button = root.querySelector('.copy-code');
    expect(button?.getAttribute('aria-label')).toBe('Copy rust code');
    expect(codeToCopy(button)?.text).toBe('fn a() {}');
  });

  it('lets a growing block keep its elements, its text nodes and its tools', () => {
    const { list, root } = shown(['<div class="code" data-lang="rust"><pre><code>fn</code></pre></div>']);
    const text = root.querySelector('code')?.firstChild;
    const button = root.querySelector('button');
    list.apply(whole(0, '<div class="code" data-lang="rust"><pre><code>fn a()</code></pre></div>'));
    expect(root.querySelector('code')?.firstChild).toBe(text);
    expect(root.querySelector('button')).toBe(button);
    expect(root.textContent).toBe('fn a()');
  });

  it.each([
    ['<p>one</p>', '<p>one <em>two</em> three</p>'],
    ['<p>one <em>two</em></p>', '<p><strong>x</strong></p>'],
    ['<ul><li>a\n</li></ul>', '<ol start="3"><li>a\n</li><li>b\n</li></ol>'],
    ['<p dir="auto" class="raw">a</p><p>b</p>', '<p dir="auto">c</p>'],
    ['', '<hr>'],
    ['<p>a</p>', ''],
  ])('draws %s over into %s', (before, after) => {
    const { list, root } = shown([before]);
    list.apply(whole(0, after));
    expect(root.firstElementChild?.innerHTML).toBe(after);
  });

  it('names task marks without adding text', () => {
    const { root } = shown(['<ul><li><span class="check" data-checked="true"></span>Jitter</li></ul>']);
    expect(root.textContent?.trim()).toBe('Jitter');
    expect(root.querySelector('.check')?.getAttribute('role')).toBe('img');
  });
});

const CODE = '<div class="code" data-lang="rust"><pre tabindex="0"><code data-slot></code></pre></div>';
const LIST = '<ul dir="auto" data-slot></ul>';
const TABLE =
  '<div class="table"><table>\n<thead><tr>\n<th>a</th>\n</tr></thead>\n<tbody data-slot></tbody></table></div>';
const row = (text: string): string => `<tr>\n<td>${text}</td>\n</tr>\n`;

describe('a block of parts', () => {
  it.each([
    ['lines', CODE, '<span>a\n</span>', '<span>b</span>', '<span>b2\n</span>', '<span>c</span>'],
    ['items', LIST, '<li>a\n</li>', '<li>b</li>', '<li>b <em>2</em></li>', '<li>c\n</li>'],
    ['rows', TABLE, row('a'), row('b'), row('b2'), row('c')],
    ['sentences', '<p data-slot></p>', '<span>A. </span>', '<span>B</span>', '<span>B. </span>', '<span>C</span>'],
  ])('grows by %s', (_, shell, first, second, longer, third) => {
    const { list, root } = shown([{ shell, parts: [first, second] }]);
    const [held] = root.querySelector('[data-slot]')?.children ?? [];
    const tools = root.querySelector('.tools');
    expect(list.apply(grown(0, 1, longer, third))).toBe(true);
    const slot = root.querySelector('[data-slot]');
    expect(slot?.innerHTML).toBe([first, longer, third].join(''));
    expect(slot?.children[0]).toBe(held);
    expect(root.querySelector('.tools')).toBe(tools);
    list.apply(grown(0, 2));
    expect(slot?.innerHTML).toBe([first, longer].join(''));
    list.apply({ keep: 0, keep_parts: 2, parts: [third], blocks: [block('<p>After.</p>')] });
    expect(root.querySelector('[data-slot]')?.innerHTML).toBe([first, longer, third].join(''));
    expect(root.lastElementChild?.textContent).toBe('After.');
  });

  it('refuses parts that build on parts it never got', () => {
    const { list } = shown([{ shell: LIST, parts: ['<li>a</li>'] }]);
    expect(list.apply(grown(0, 2, '<li>c</li>'))).toBe(false);
    expect(list.apply(grown(1, 0, '<li>c</li>'))).toBe(false);
  });

  it('takes parts while not shown', () => {
    const list = new BlockList([{ shell: LIST, parts: ['<li>a</li>'] }]);
    list.apply(grown(0, 1, '<li>b</li>'));
    const root = document.createElement('div');
    list.mount(root);
    expect(root.innerHTML).toContain('<li>a</li><li>b</li>');
  });

  it('dresses the parts that come', () => {
    const { list, root } = shown([{ shell: LIST, parts: [] }]);
    list.apply(
      grown(
        0,
        0,
        '<li><span class="check" data-checked="true"></span>x<div class="code"><pre><code>y</code></pre></div></li>',
      ),
    );
    expect(root.querySelector('.check')?.getAttribute('role')).toBe('img');
    expect(root.querySelector('.copy-code')).not.toBeNull();
  });

  it('says the language of code once it is known', () => {
    const { list, root } = shown(['<div class="code" data-lang="ru"><pre><code data-slot></code></pre></div>']);
    list.apply({ keep: 0, keep_parts: null, parts: [], blocks: [{ shell: CODE, parts: ['<span>a</span>'] }] });
    expect(root.querySelector('.lang')?.getAttribute('data-lang')).toBe('rust');
  });

  it.each([
    ['code', CODE, (at: number) => `<span>line ${at}\n</span>`],
    ['list', LIST, (at: number) => `<li>item <em>${at}</em>\n</li>`],
    ['table', TABLE, (at: number) => row(`cell ${at}`)],
  ])('costs as much in the thousandth part of %s as in the first', async (_, shell, part) => {
    const late = await touched(shell, part, 1000);
    expect(late).toEqual(await touched(shell, part, 10));
    expect(Math.max(...late)).toBeLessThan(10);
  });
});

/** How many nodes came, went or changed with each of ten parts that follow `held` ones: the last one grows, a new one comes. */
async function touched(shell: string, part: (at: number) => string, held: number): Promise<number[]> {
  const { list, root } = shown([{ shell, parts: Array.from({ length: held }, (_, at) => part(at)) }]);
  const counts: number[] = [];
  const size = ({ addedNodes, removedNodes }: MutationRecord): number => 1 + addedNodes.length + removedNodes.length;
  const watcher = new MutationObserver((records) =>
    counts.push(records.reduce((sum, record) => sum + size(record), 0)),
  );
  watcher.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  for (let at = held; at < held + 10; at += 1) {
    list.apply(grown(0, at - 1, part(at - 1).replace('</', ' more</'), part(at)));
    await Promise.resolve();
  }
  watcher.disconnect();
  expect(root.querySelector('[data-slot]')?.childElementCount).toBe(held + 10);
  return counts;
}
