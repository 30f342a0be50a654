// A list of blocks and, while it is shown, its elements: one wrapper a block, and in it one element a part. A patch
// touches
// the parts that changed, so that a token costs the same at the end of a long block as at its start.

import type { BlocksPatch, BlockView } from '../ipc/bindings';
import { dressBlock } from './dress';
import { parseBlock } from './html';
import { morphChildren, morphFrom } from './morph';

/** A rendered block. */
type Drawn = {
  wrapper: HTMLElement;
  /** What the parts go into. */
  slot: Element | null;
  /** One element a part. */
  parts: Element[];
};

/** Blocks of one segment's text or reasoning. */
export class BlockList {
  #blocks: BlockView[];
  #drawn: Drawn[] = [];
  #root: HTMLElement | null = null;

  constructor(blocks: BlockView[] = []) {
    this.#blocks = blocks.map(copy);
  }

  get length(): number {
    return this.#blocks.length;
  }

  /** Applies a patch. False when blocks or parts it builds on are missing. */
  apply(patch: BlocksPatch): boolean {
    const grown = patch.keep_parts === null ? null : this.#blocks[patch.keep];
    if (patch.keep > this.#blocks.length || grown === undefined) return false;
    if (grown && patch.keep_parts !== null) {
      if (patch.keep_parts > grown.parts.length) return false;
      put(grown.parts, patch.keep_parts, patch.parts);
    }
    const from = patch.keep + (grown ? 1 : 0);
    put(this.#blocks, from, patch.blocks.map(copy));
    if (!this.#root) return true;
    if (grown) this.#grow(patch.keep, patch.keep_parts ?? 0);
    this.#redraw(this.#root, from);
    return true;
  }

  /** Replaces the list; what is the same stays untouched. */
  replace(blocks: BlockView[]): void {
    let keep = 0;
    while (keep < blocks.length && same(blocks[keep], this.#blocks[keep])) keep += 1;
    this.apply({ keep, keep_parts: null, parts: [], blocks: blocks.slice(keep) });
  }

  /** Shows the list in an element until the returned function is called. */
  mount(root: HTMLElement): () => void {
    this.#root = root;
    this.#drawn = [];
    root.replaceChildren();
    this.#redraw(root, 0);
    return () => {
      if (this.#root !== root) return;
      this.#root = null;
      this.#drawn = [];
    };
  }

  #redraw(root: HTMLElement, from: number): void {
    for (const { wrapper } of this.#drawn.splice(this.#blocks.length)) wrapper.remove();
    for (let at = from; at < this.#blocks.length; at += 1) this.#draw(root, at);
  }

  /** Draws a block, whole. */
  #draw(root: HTMLElement, at: number): void {
    const block = this.#blocks[at];
    if (!block) return;
    const fresh = parseBlock(block.shell);
    const room = fresh.querySelector('[data-slot]');
    room?.append(parseBlock(block.parts.join('')));
    dressBlock(fresh);
    const wrapper = this.#drawn[at]?.wrapper ?? root.appendChild(newWrapper());
    morphChildren(wrapper, fresh);
    const slot = room && wrapper.querySelector('[data-slot]');
    this.#drawn[at] = { wrapper, slot, parts: slot ? [...slot.children] : [] };
  }

  /** Draws the parts of a block from part `keep` on: the first may have grown, those after it are new or go. */
  #grow(at: number, keep: number): void {
    const drawn = this.#drawn[at];
    const block = this.#blocks[at];
    if (!drawn?.slot || !block) return;
    const fresh = parseBlock(block.parts.slice(keep).join(''));
    dressBlock(fresh);
    morphFrom(drawn.slot, drawn.parts[keep] ?? null, fresh);
    drawn.parts.length = keep;
    let next = keep > 0 ? drawn.parts[keep - 1]?.nextElementSibling : drawn.slot.firstElementChild;
    for (; next; next = next.nextElementSibling) drawn.parts.push(next);
  }
}

/** Copies a block: the list changes what it keeps. */
function copy(block: BlockView): BlockView {
  return { shell: block.shell, parts: [...block.parts] };
}

function same(a: BlockView | undefined, b: BlockView | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.shell === b.shell &&
    a.parts.length === b.parts.length &&
    a.parts.every((part, at) => part === b.parts[at])
  );
}

/** Replaces everything from `keep` on. One at a time: a call takes only so many arguments. */
function put<T>(list: T[], keep: number, items: T[]): void {
  list.length = keep;
  for (const item of items) list.push(item);
}

function newWrapper(): HTMLElement {
  const wrapper = document.createElement('div');
  wrapper.className = 'block';
  return wrapper;
}
