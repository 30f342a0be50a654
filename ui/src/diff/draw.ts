// The text of a block, drawn by hand: plain text nodes and nothing between them. Comments, and empty texts as well,
// which a
// template leaves between its parts, end the page here when assistive technology asks for a run of attributes: each
// kind
// alone is enough, with neither it lives (WebKitGTK 2.50).

import type { Span } from '../ipc/bindings';
import { t } from '../shared/t';

/** Styled text. Nothing in it is ever read as markup. */
export function textOf(spans: readonly Span[]): Node[] {
  return spans.map(({ text, style }) => {
    const tag = style.code ? 'code' : style.strong ? 'strong' : style.emphasis ? 'em' : style.struck ? 's' : null;
    if (tag === null) return document.createTextNode(text);
    const element = document.createElement(tag);
    element.textContent = text;
    // Inline code that is an object of its own ends the page when it is read, as in answers.
    if (tag === 'code') element.setAttribute('role', 'none');
    element.classList.toggle('em', style.emphasis && tag !== 'em');
    element.classList.toggle('struck', style.struck && tag !== 's');
    return element;
  });
}

/** What only one side says: coloured, underlined in its own way, and said in words. */
export function markOf(side: 1 | 2, ordinal: number, difference: number, spans: readonly Span[]): Node {
  const mark = document.createElement('mark');
  mark.className = `w${side}`;
  mark.dataset.difference = String(difference);
  const said = document.createElement('span');
  said.className = 'sr';
  said.textContent = t('diff.only', { side: ordinal });
  mark.append(said, ...textOf(spans));
  return mark;
}

/** Fills an element with nodes; neighbouring texts become one. */
export function filled(nodes: () => Node[]): (element: HTMLElement) => void {
  return (element) => {
    element.replaceChildren(...nodes());
    element.normalize();
  };
}
