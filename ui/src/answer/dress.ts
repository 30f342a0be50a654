// What the page adds to a block after it was drawn: tools of code, and role and name of task marks. None of it is text.

import { t } from '../words/t';
import { addCodeTools } from './code';
import { shield } from './shield';

/** Dresses one block. */
export function dressBlock(block: DocumentFragment): void {
  addCodeTools(block);
  for (const list of block.querySelectorAll('ul, ol')) settleList(list);
  shield(block);
  for (const mark of block.querySelectorAll<HTMLElement>('.check[data-checked]')) {
    const done = mark.dataset.checked === 'true';
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', done ? t('answer.taskDone') : t('answer.taskOpen'));
  }
}

/**
 * Moves the line breaks between list items into their text, where they keep items apart in what is read or copied.
 * Between the tags they show nowhere, and WebKitGTK 2.50 dies when assistive technology asks for text attributes there.
 */
function settleList(list: Element): void {
  for (const item of list.children) settleItem(item);
  dropBlanks(list);
}

function settleItem(item: Element): void {
  dropBlanks(item);
  const last = item.lastChild;
  if (last instanceof Text && !last.data.endsWith('\n')) last.appendData('\n');
}

function dropBlanks(element: Element): void {
  const blank = (node: Node): boolean => node instanceof Text && node.data.includes('\n') && node.data.trim() === '';
  for (const node of [...element.childNodes]) if (blank(node)) node.remove();
}
