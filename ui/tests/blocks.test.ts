// Blocks in the page: a patch touches what changed and nothing else, and an answer's text content is the answer alone.

import { describe, expect, it } from 'vitest';
import { BlockList } from '../src/answer/blocks';
import { codeToCopy } from '../src/answer/code';

function shown(blocks: string[]): { list: BlockList; root: HTMLElement } {
  const list = new BlockList(blocks);
  const root = document.createElement('div');
  list.mount(root);
  return { list, root };
}

describe('a block list', () => {
  it('keeps the elements of blocks before a patch', () => {
    const { list, root } = shown(['<p>a</p>', '<p>b</p>']);
    const [first] = root.children;
    expect(list.apply({ keep: 1, blocks: ['<p>b2</p>', '<p>c</p>'] })).toBe(true);
    expect(root.textContent).toBe('ab2c');
    expect(root.children[0]).toBe(first);
  });

  it('drops blocks that are gone', () => {
    const { list, root } = shown(['<p>a</p>', '<p>b</p>', '<p>c</p>']);
    list.apply({ keep: 1, blocks: [] });
    expect(root.childElementCount).toBe(1);
  });

  it('refuses a patch that builds on blocks it never got', () => {
    const { list, root } = shown(['<p>a</p>']);
    expect(list.apply({ keep: 2, blocks: ['<p>c</p>'] })).toBe(false);
    expect(root.textContent).toBe('a');
  });

  it('takes patches while not shown', () => {
    const list = new BlockList();
    list.apply({ keep: 0, blocks: ['<p>a</p>'] });
    const root = document.createElement('div');
    list.mount(root);
    expect(root.textContent).toBe('a');
  });

  it('leaves what is the same untouched when replaced', () => {
    const { list, root } = shown(['<p>a</p>', '<p>b</p>']);
    const paragraph = root.querySelector('p');
    list.replace(['<p>a</p>', '<p>x</p>']);
    expect(root.querySelector('p')).toBe(paragraph);
    expect(root.textContent).toBe('ax');
  });

  it('stops drawing into an element it has left', () => {
    const list = new BlockList(['<p>a</p>']);
    const root = document.createElement('div');
    list.mount(root)();
    list.apply({ keep: 0, blocks: ['<p>b</p>'] });
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
    list.apply({ keep: 0, blocks: ['<div class="code" data-lang="rust"><pre><code>fn a()</code></pre></div>'] });
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
    list.apply({ keep: 0, blocks: [after] });
    expect(root.firstElementChild?.innerHTML).toBe(after);
  });

  it('keeps list items apart by line breaks in their text, never between tags', () => {
    const { root } = shown(['<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>']);
    expect(root.innerHTML).toContain('<ul><li>a\n<ul><li>b\n</li></ul></li><li>c\n</li></ul>');
  });

  it('names task marks without adding text', () => {
    const { root } = shown(['<ul><li><span class="check" data-checked="true"></span>Jitter</li></ul>']);
    expect(root.textContent?.trim()).toBe('Jitter');
    expect(root.querySelector('.check')?.getAttribute('role')).toBe('img');
  });
});
