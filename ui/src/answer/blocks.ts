// A list of blocks and, while it is shown, its elements: one wrapper a block, so that a patch touches only what changed.

import type { BlocksPatch } from '../ipc/bindings';
import { dressBlock } from './dress';
import { parseBlock } from './html';
import { morphChildren } from './morph';

/** Blocks of one segment's text or reasoning. */
export class BlockList {
  #blocks: string[];
  #root: HTMLElement | null = null;

  constructor(blocks: string[] = []) {
    this.#blocks = [...blocks];
  }

  get length(): number {
    return this.#blocks.length;
  }

  /** Keeps the first `keep` blocks and puts the new ones after them. False when blocks before `keep` are missing. */
  apply(patch: BlocksPatch): boolean {
    if (patch.keep > this.#blocks.length) return false;
    this.#blocks.splice(patch.keep, Infinity, ...patch.blocks);
    if (this.#root) this.#redraw(this.#root, patch.keep);
    return true;
  }

  /** Takes another list's place: what is the same already stays untouched. */
  replace(blocks: string[]): void {
    let same = 0;
    while (same < blocks.length && blocks[same] === this.#blocks[same]) same += 1;
    this.apply({ keep: same, blocks: blocks.slice(same) });
  }

  /** Shows the list in an element until the returned function is called. */
  mount(root: HTMLElement): () => void {
    this.#root = root;
    root.replaceChildren();
    this.#redraw(root, 0);
    return () => {
      if (this.#root === root) this.#root = null;
    };
  }

  #redraw(root: HTMLElement, from: number): void {
    while (root.childElementCount > this.#blocks.length) root.lastElementChild?.remove();
    for (let at = from; at < this.#blocks.length; at += 1) this.#draw(root, at);
  }

  #draw(root: HTMLElement, at: number): void {
    const wrapper = (root.children[at] as HTMLElement | undefined) ?? root.appendChild(newWrapper());
    const block = parseBlock(this.#blocks[at] ?? '');
    dressBlock(block);
    morphChildren(wrapper, block);
  }
}

function newWrapper(): HTMLElement {
  const wrapper = document.createElement('div');
  wrapper.className = 'block';
  return wrapper;
}
