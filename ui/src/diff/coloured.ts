// Code in the colours of an answer: the text of a line cut where its kind changes, and where a difference begins or
// ends.

import type { DiffLine } from './inline';
import type { CodeStretch, DiffView, Row } from '../ipc/bindings';

/** The lines of a block of code on either side, by their stretches. */
export type Colours = [CodeStretch[][] | undefined, CodeStretch[][] | undefined];

/** A part of a line, and the side that alone says it; `null`: nothing is marked. */
export type Part = { text: string; side: 1 | 2 | null };

type CodeRow = Extract<Row, { type: 'code' }>;

/** The colours of the blocks in a row. */
export function coloursOf({ colours }: DiffView, { one, two }: CodeRow): Colours {
  return [one ? colours[0][one.number] : undefined, two ? colours[1][two.number] : undefined];
}

/** A line's parts. `name` is the side whose text is shown; the line feed at its end is a part as well. */
export function partsOf({ side, pair }: DiffLine, name: 'one' | 'two'): Part[] {
  const whole = side === null || pair.one === null || pair.two === null;
  return [
    ...pair.pieces.map((piece) => ({ text: piece[name], side: whole || piece.same ? null : side })),
    { text: '\n', side: null },
  ];
}

/** A line's text: stretches in elements of their class, what one side alone says in marks. Nothing is read as markup.
 *  */
export function drawn(parts: readonly Part[], stretches: readonly CodeStretch[] = []): Node[] {
  let [at, left] = [0, stretches[0]?.[1] ?? Infinity];
  return parts.flatMap(({ text, side }) => {
    const nodes: Node[] = [];
    for (let from = 0; from < text.length;) {
      const end = Math.min(text.length, from + left);
      nodes.push(kindOf(stretches[at]?.[0] ?? null, text.slice(from, end)));
      left -= end - from;
      from = end;
      if (left === 0) left = stretches[++at]?.[1] ?? Infinity;
    }
    return side === null || nodes.length === 0 ? nodes : [marked(side, nodes)];
  });
}

/** The lines of a difference in code on one side, drawn. */
export function linesDrawn(view: DiffView, difference: number, side: 1 | 2): Node[] {
  const name = side === 1 ? 'one' : 'two';
  for (const row of view.rows) {
    if (row.type !== 'code') continue;
    const lines = row.lines.filter((pair) => pair.difference === difference && pair[name] !== null);
    const colours = coloursOf(view, row)[side - 1];
    if (lines.length > 0)
      return lines.flatMap((pair) => drawn(partsOf({ side: null, pair }, name), colours?.[(pair[name] ?? 0) - 1]));
  }
  return [];
}

function kindOf(kind: string | null, text: string): Node {
  if (kind === null) return document.createTextNode(text);
  const element = document.createElement('span');
  element.className = kind;
  element.textContent = text;
  return element;
}

function marked(side: 1 | 2, nodes: Node[]): Node {
  const mark = document.createElement('mark');
  mark.className = `x${side}`;
  mark.append(...nodes);
  return mark;
}
