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
    expect(button?.getAttribute('aria-label')).toBe('Copy code');
    expect(codeToCopy(button)?.text).toBe('fn a() {}');
  });

  it('names task marks without adding text', () => {
    const { root } = shown(['<ul><li><span class="check" data-checked="true"></span>Jitter</li></ul>']);
    expect(root.textContent).toBe('Jitter');
    expect(root.querySelector('.check')?.getAttribute('role')).toBe('img');
  });
});
