// What the page adds to a block after it was drawn: tools of code, and role and name of task marks. None of it is text.

import { t } from '../shared/t';
import { addCodeTools } from './code';
import { shield } from './shield';

/** Adds tools and roles to one block, or to some of its parts. */
export function dressBlock(block: DocumentFragment): void {
  addCodeTools(block);
  shield(block);
  for (const mark of block.querySelectorAll<HTMLElement>('.check[data-checked]')) {
    const done = mark.dataset.checked === 'true';
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', done ? t('answer.taskDone') : t('answer.taskOpen'));
  }
}
