// The table of figures: what other programs get of it, and the scales of its plots.

import { describe, expect, it } from 'vitest';
import { axis, lineOf, pathOf, tokensAt } from '../src/figures/plot';
import { FIGURES, figureRow } from '../dev/fake-budgets';
import { bestWords, COLUMNS, csvCell, csvOf, markdownOf } from '../src/figures/table';

const shown = (id: string, row = figureRow()): string => COLUMNS.find((column) => column.id === id)?.shown(row) ?? '';

describe('a cell of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('keeps %j text for a spreadsheet', (text) =>
    expect(csvCell(text)).toMatch(/^"?'/),
  );

  it('is quoted where it must be', () => {
    expect(csvCell('plain')).toBe('plain');
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('say "hi"\nthere')).toBe('"say ""hi""\nthere"');
    expect(csvCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"');
  });
});

describe('the table', () => {
  it('is CSV with bare numbers and units in its head', () => {
    const lines = csvOf({ ...FIGURES, rows: [figureRow({ model: '=cmd|x' })] }).split('\r\n');
    expect(lines[0]).toBe(
      'No.,Model,Endpoint,First text (ms),Thinking after (ms),Total time (ms),Speed (tok/s),In,Out,Thinking,Characters,Cost (USD),Finish',
    );
    expect(lines[1]).toBe("1,'=cmd|x,AiHubMix,6600,600,11400,84.0,512,904,310,3204,0.0041,complete");
  });

  it('is Markdown that no name breaks', () => {
    const lines = markdownOf({ ...FIGURES, rows: [figureRow({ model: 'a|b\nc' })] })
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toContain('| a\\|b c on AiHubMix |');
  });

  it('says what is unknown, about, without a price, and how it ended', () => {
    expect(shown('first-text', figureRow({ first_text_ms: null }))).toBe('–');
    expect(shown('out', figureRow({ about: true }))).toBe('≈ 904');
    expect([
      shown('in', figureRow({ input_is_whole: false })),
      shown('out', figureRow({ about: true, output_is_whole: false })),
    ]).toEqual(['512+', '≈ 904+']);
    expect(shown('cost', figureRow({ charge: { kind: 'no_price' } }))).toBe('no price');
    expect(shown('finish', figureRow({ finish: 'length' }))).toBe('max tokens');
    expect(shown('finish', figureRow({ state: 'failed', finish: null }))).toBe('failed');
    expect(shown('finish', figureRow({ answers: 3, whole: 2 }))).toBe('2 of 3 complete');
    expect(bestWords({ best: 'cost', of: 3 })).toBe('cheapest of 3');
  });
});

describe('the plots', () => {
  it.each([
    [0.004, 3],
    [12.2, 4],
    [904, 3],
    [7, 3],
    [1, 3],
  ])('have an axis that holds %f', (value, least) => {
    const { max, marks } = axis(value);
    expect(max).toBeGreaterThanOrEqual(value * 0.999);
    expect(marks[0]).toBe(0);
    expect(marks.length).toBeGreaterThanOrEqual(least);
    expect(marks.length).toBeLessThanOrEqual(6);
  });

  it('draw thinking and text as one line in two parts', () => {
    const line = lineOf(
      figureRow(),
      (ms) => ms,
      (n) => n,
    );
    expect(pathOf(line?.think ?? [])).toBe('M600.0 0.0L6600.0 310.0');
    expect(pathOf(line?.text ?? [])).toBe('M6600.0 310.0L11400.0 904.0');
    expect(lineOf(figureRow({ series: [] }), Number, Number)).toBeNull();
  });

  it('read as a table too', () => expect(tokensAt(figureRow(), [0, 6600, 7000, 20_000])).toEqual([0, 310, 310, 904]));
});
