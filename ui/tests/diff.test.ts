import { setBackend } from '../src/ipc';
import { comparison } from '../src/diff/comparison.svelte';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { coloursOf, drawn, linesDrawn, partsOf } from '../src/diff/coloured';
import { fold } from '../src/diff/folding';
import { fuller, linesOf } from '../src/diff/inline';
import { pairOf, type Side } from '../src/diff/pair';
import Words from '../src/diff/Words.svelte';
import type { CodeStretch, DiffView } from '../src/ipc/bindings';
import { fakePort } from '../dev/fake';
import { sampleDiff } from '../dev/fake-diff';
import { onlyIn, placeOfWalk, placeWords, sectionCounts } from '../src/diff/words';

const side = (id: string): Side => ({ tab: { id }, ordinal: 1, answer: { id } }) as unknown as Side;
const ids = (pair: [Side, Side] | null): string[] => pair?.map((each) => each.tab.id) ?? [];

describe('which two are compared', () => {
  const sides = ['a', 'b', 'c'].map(side);

  it('is the first two, until somebody chooses', () => {
    expect(ids(pairOf(sides, [null, null]))).toEqual(['a', 'b']);
    expect(ids(pairOf(sides, ['c', 'a']))).toEqual(['c', 'a']);
    expect(ids(pairOf(sides, ['b', null]))).toEqual(['b', 'a']);
  });

  it('never is one answer twice, nor one that is gone', () => {
    expect(ids(pairOf(sides, ['b', 'b']))).toEqual(['b', 'a']);
    expect(ids(pairOf(sides, ['gone', 'a']))).toEqual(['b', 'a']);
    expect(pairOf([side('a')], ['a', 'a'])).toBeNull();
    expect(pairOf([], [null, null])).toBeNull();
  });
});

describe('the words', () => {
  it('count words and lines', () => {
    expect(onlyIn({ words: 16, lines: 4 }, 1)).toBe('16 words and 4 lines only in 1');
    expect(onlyIn({ words: 1, lines: 0 }, 3)).toBe('1 word only in 3');
    expect(onlyIn({ words: 0, lines: 1 }, 2)).toBe('1 line only in 2');
    expect(onlyIn({ words: 0, lines: 0 }, 2)).toBe('0 words only in 2');
  });

  it('say how far the walk is, and where a difference stands', () => {
    expect([placeOfWalk('words', 0, 1), placeOfWalk('words', 3, 12), placeOfWalk('sections', 2, 6)]).toEqual([
      '1 difference',
      'Difference 3 of 12',
      'Section 2 of 6',
    ]);
    expect(placeWords('heading', '')).toBe('In a heading');
    expect(placeWords('item', 'it beats')).toBe('In a list item, after “it beats”');
    expect(sectionCounts(sampleDiff('1', '2').sections)).toEqual({ matched: 1, one: 1, two: 0 });
  });
});

describe('one column for both sides', () => {
  it('keeps the white space that only one side has', () =>
    expect(fuller(['a'], [' a'], (text) => text.length)).toEqual([' a']));

  it('shows the lines of the first side before those of the second', () => {
    const line = (one: number | null, two: number | null, difference: number | null) => ({
      one,
      two,
      difference,
      pieces: [],
    });
    const lines = linesOf({
      type: 'code',
      one: null,
      two: null,
      lines: [line(1, 1, null), line(2, null, 1), line(3, 2, 1), line(4, 3, null)],
    });
    expect(lines.map(({ side: of, pair }) => [of, of === 2 ? pair.two : pair.one])).toEqual([
      [null, 1],
      [1, 2],
      [1, 3],
      [2, 2],
      [null, 4],
    ]);
  });
});

describe('what is drawn', () => {
  let page: Record<string, unknown> | null = null;
  afterEach(() => {
    if (page) void unmount(page);
    page = null;
    document.body.replaceChildren();
  });

  function draw(view: DiffView, width: number): HTMLElement {
    page = mount(Words, {
      target: document.body,
      props: { view, hidden: false, inline: width < 960, ordinals: [2, 3] as [number, number] },
    });
    flushSync();
    return document.body;
  }

  it('marks both sides, names them by their ordinals, and reads nothing as markup', () => {
    const view = sampleDiff('1', '2');
    const row = view.rows[0];
    if (row?.type !== 'prose') throw new Error('prose expected');
    row.pieces[1] = {
      difference: 1,
      one: [{ text: '<b>time</b>', style: { code: false, strong: true, emphasis: false, struck: false } }],
      two: row.pieces[1]?.two ?? [],
    };
    const body = draw(view, 1280);
    expect([...body.querySelectorAll('mark')].map((mark) => [mark.className, mark.textContent])).toEqual([
      ['w1', 'only in 2: <b>time</b>'],
      ['w2', 'only in 3: while'],
    ]);
    expect([...body.querySelectorAll('.cell')].map((cell) => cell.querySelector('p')?.textContent)).toEqual([
      'Wait a random only in 2: <b>time</b>.',
      'Wait a random only in 3: while.',
      undefined,
      undefined,
    ]);
    expect(body.querySelector('mark strong')?.textContent).toBe('<b>time</b>');
    expect(body.querySelectorAll('.ln.d1').length).toBe(1);
    expect(body.querySelectorAll('.ln.gap').length).toBe(1);
  });

  it('stands in one column on a narrow window', () => {
    const body = draw(sampleDiff('1', '2'), 720);
    expect(body.querySelectorAll('.cell').length).toBe(2);
    expect(body.querySelector('.cell p')?.textContent).toBe('Wait a random only in 2: time only in 3: while.');
  });
});

describe('the walk', () => {
  it('goes round, and starts where the person looks', async () => {
    setBackend(fakePort(new URLSearchParams()));
    await comparison.compare('c', 'one', 'two');
    expect([comparison.way, comparison.at, comparison.count]).toEqual(['words', 0, 2]);
    expect([
      comparison.step(1),
      comparison.at,
      comparison.step(1),
      comparison.at,
      comparison.step(1),
      comparison.at,
      comparison.step(-1),
      comparison.at,
    ]).toEqual([true, 1, true, 2, true, 1, true, 2]);
    comparison.choose('sections');
    expect([comparison.at, comparison.count, comparison.step(-1), comparison.at]).toEqual([0, 2, true, 2]);
    comparison.forget('d');
    expect([comparison.view, comparison.way, comparison.step(1)]).toEqual([null, 'words', false]);
  });

  it('drops a reply that was overtaken', async () => {
    const waiting: ((view: DiffView) => void)[] = [];
    setBackend({
      ...fakePort(new URLSearchParams()),
      call: (() => new Promise((resolve) => waiting.push(resolve as (view: DiffView) => void))) as never,
    });
    const first = comparison.compare('c', 'a', 'b');
    const second = comparison.compare('c', 'a', 'c');
    waiting[1]?.(sampleDiff('a', 'c'));
    waiting[0]?.(sampleDiff('a', 'b'));
    await Promise.all([first, second]);
    expect(comparison.view?.two).toBe('c');
  });
});

describe('what is the same', () => {
  const folded = (items: string, around: number): string[] =>
    fold([...items], (item) => item === 'x', around).map((part) =>
      'count' in part ? `${part.from}+${part.count}` : part.item,
    );

  it('is folded away but for what stands around a difference', () => {
    expect(folded('aaaaaxaaaaa', 1)).toEqual(['0+4', 'a', 'x', 'a', '7+4']);
    expect(folded('xax', 1)).toEqual(['x', 'a', 'x']);
    expect(folded('aaaa', 1)).toEqual(['0+4']);
  });

  it('stays when it is a single one', () => expect(folded('xabax', 1)).toEqual(['x', 'a', 'b', 'a', 'x']));
});

describe('the colours of code', () => {
  const html = (nodes: Node[]): string => {
    const holder = document.createElement('pre');
    holder.append(...nodes);
    return holder.innerHTML;
  };
  const pair = {
    one: 1,
    two: 3,
    difference: 4,
    pieces: [
      { same: true, one: 'let a = ', two: 'let b = ' },
      { same: false, one: '"<b>";', two: '2' },
    ],
  };

  it('are cut where a difference begins, and read nothing as markup', () => {
    const stretches: CodeStretch[] = [
      ['k', 3],
      [null, 5],
      ['s', 5],
    ];
    expect(html(drawn(partsOf({ side: 1, pair }, 'one'), stretches))).toBe(
      '<span class="k">let</span> a = <mark class="x1"><span class="s">"&lt;b&gt;"</span>;</mark>\n',
    );
    expect(html(drawn(partsOf({ side: 2, pair }, 'two'), [['k', 9]]))).toBe(
      '<span class="k">let b = </span><mark class="x2"><span class="k">2</span></mark>\n',
    );
    expect(html(drawn([{ text: 'plain', side: null }]))).toBe('plain');
  });

  it('mark nothing in a line that stands alone, and no empty piece', () => {
    const alone = { one: null, two: 2, difference: 1, pieces: [{ same: false, one: '', two: 'wait' }] };
    expect(html(drawn(partsOf({ side: 2, pair: alone }, 'two'), [['k', 4]]))).toBe('<span class="k">wait</span>\n');
    const added = {
      one: 1,
      two: 1,
      difference: 1,
      pieces: [
        { same: false, one: '', two: 'x' },
        { same: true, one: 'y', two: 'y' },
      ],
    };
    expect(html(drawn(partsOf({ side: 1, pair: added }, 'one')))).toBe('y\n');
  });

  it('are those of the block and the line, on either side and in the list', () => {
    const view = sampleDiff('1', '2');
    const row = view.rows[1];
    if (row?.type !== 'code' || row.two === null) throw new Error('code expected');
    row.two.number = 7;
    expect(coloursOf(view, row)).toEqual([view.colours[0][0], undefined]);
    view.colours[0][0] = [
      [],
      [
        [null, 4],
        ['k', 4],
      ],
    ];
    expect(html(linesDrawn(view, 2, 1))).toBe('    <span class="k">wait</span>();\n');
    expect(linesDrawn(view, 2, 2)).toEqual([]);
  });

  it('stay readable on either side’s wash, in both themes', () => {
    const tokens = readFileSync(join(import.meta.dirname, '..', 'src', 'shared', 'styles', 'tokens.css'), 'utf8');
    const [light = '', dark = ''] = tokens
      .split(/\[data-theme=['"]?dark['"]?\]\s*\{/)
      .map((part) => part.split('@media')[0] ?? '');
    for (const theme of [light, dark]) {
      const found = new Map(
        [...theme.matchAll(/--([\w-]+):\s*(#[\dA-F]{6})/gi)].map(([, name = '', value = '']) => [name, value]),
      );
      const low = ['text-1', 'syn-keyword', 'syn-type', 'syn-string', 'syn-number', 'syn-comment'].flatMap((text) =>
        ['well', 'side-1-line', 'side-2-line', 'side-1-soft', 'side-2-soft']
          .filter((ground) => contrast(found.get(text) ?? '', found.get(ground) ?? '') < 4.5)
          .map((ground) => `${text} on ${ground}`),
      );
      expect(low).toEqual([]);
    }
  });
});

/** As WCAG has it, of two colours written #rrggbb; 0 where one is missing. */
function contrast(one: string, two: string): number {
  const light = (colour: string): number =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
      const part = parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16) / 255;
      return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [more = 0, less = 0] = [light(one), light(two)].sort((a, b) => b - a);
  return (more + 0.05) / (less + 0.05) || 0;
}
