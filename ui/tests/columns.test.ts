import '../src/chat/views';
import { describe, expect, it } from 'vitest';
import { COLUMN, columnWidth, PEEK, roomFor } from '../src/columns/width';
import type { ConversationView, Metrics, TabView } from '../src/ipc/bindings';
import { emptyAnswer, entryOf, noMetrics } from '../dev/fake-data';
import { OpenConversation } from '../src/conversation/conversation.svelte';
import { nextZoom, sidebarWidth } from '../src/shared/appearance.svelte';
import { bestOf, columnFigures } from '../src/columns/words';

const ok = (n: number): boolean[] => Array<boolean>(n).fill(false);

describe('the width of columns', () => {
  it('is the stylesheet’s affair while all fit', () => {
    expect(columnWidth(1280, ok(3))).toBeNull();
    expect(columnWidth(1040, [false, false, true])).toBeNull();
    expect(roomFor([false, true])).toBe(COLUMN.least + COLUMN.failed);
  });

  it('keeps each at its least, and the next one in sight wherever the row snaps to', () => {
    for (let room = 424; room <= 2600; room += 7) {
      for (const failed of [
        ok(4),
        ok(9),
        [false, true, false, true, false],
        [true, true, true, false, false, false, false],
      ]) {
        const width = columnWidth(room, failed);
        if (width === null) continue;
        expect(width).toBeGreaterThanOrEqual(COLUMN.least);
        if (failed.includes(true)) continue;
        for (let start = 0; start + room < failed.length * width; start += width) {
          const cut = (start + room) % width;
          expect(cut).toBeGreaterThanOrEqual(PEEK);
        }
      }
    }
  });

  it('leaves a narrow window one column and a glimpse of the next', () => expect(columnWidth(320, ok(2))).toBe(296));
});

describe('figures under a column', () => {
  const answer = (metrics: Partial<Metrics>, running = false) => ({
    running,
    metrics: { ...noMetrics(), estimated: false, ...metrics },
  });

  it('marks a best only among two known ones that differ', () => {
    expect([...bestOf([3, null, 1], 'least')]).toEqual([2]);
    expect([...bestOf([3, 1, 3], 'most')]).toEqual([0, 2]);
    expect(bestOf([3, null], 'least').size).toBe(0);
    expect(bestOf([2, 2], 'most').size).toBe(0);
  });

  it('shows what is missing as a dash and what still moves as about', () => {
    const [first, speed, out, cost] = columnFigures(
      [answer({ first_text_ms: 400, tokens_per_second: 58.2 }, true), answer({})],
      0,
    );
    expect(first?.value).toBe('0.4 s');
    expect(speed).toMatchObject({ value: '≈ 58 tok/s', tone: 'live', best: null });
    expect([out?.value, cost?.value]).toEqual(['–', '–']);
    expect(columnFigures([null], 0).map((figure) => figure.tone)).toEqual(['none', 'none', 'none', 'none']);
  });

  it('shows a cost, that there is no price, or a dash', () => {
    const charged = (charge: Metrics['charge']): string => columnFigures([answer({ charge })], 0)[3]?.value ?? '';
    expect(charged({ kind: 'known', cost: 4_100_000_000, reported: false })).toBe('$0.0041');
    expect(charged({ kind: 'no_price' })).toBe('no price');
    expect(charged({ kind: 'unknown' })).toBe('–');
    expect(columnFigures([answer({ charge: { kind: 'known', cost: 1e9, reported: true } })], 0)[3]?.note).toBe(
      'billed',
    );
  });

  it('calls a cost best only among two that are known', () => {
    const known = (cost: number): Metrics['charge'] => ({ kind: 'known', cost, reported: false });
    const best = (...charges: Metrics['charge'][]): boolean[] =>
      charges.map(
        (_, at) =>
          columnFigures(
            charges.map((charge) => answer({ charge })),
            at,
          )[3]?.best !== null,
      );
    expect(best(known(2), known(1), { kind: 'no_price' })).toEqual([false, true, false]);
    expect(best(known(2), { kind: 'no_price' }, { kind: 'unknown' })).toEqual([false, false, false]);
    expect(best(known(2), known(2))).toEqual([false, false]);
  });

  it('counts tokens as reported, else about', () => {
    const usage = {
      prompt_tokens: 512,
      completion_tokens: 904,
      total_tokens: null,
      reasoning_tokens: 310,
      cached_tokens: 400,
    };
    expect(columnFigures([answer({ usage })], 0)[2]).toMatchObject({
      value: '904',
      note: '512 in',
      tone: '',
      title: '512 in (400 cached) · 904 out (310 thinking)',
    });
    expect(columnFigures([answer({ about_tokens: 1200, estimated: true }, true)], 0)[2]).toMatchObject({
      value: '≈ 1,200',
      tone: 'live',
    });
    expect(columnFigures([answer({ about_tokens: 1200, estimated: true })], 0)[2]).toMatchObject({
      value: '≈ 1,200',
      tone: 'live',
    });
  });

  it('never calls a speed best that is estimated or still moves', () => {
    const beside = [
      answer({ tokens_per_second: 90 }, true),
      answer({ tokens_per_second: 80, estimated: true }),
      answer({ tokens_per_second: 50 }),
    ];
    expect(beside.map((_, at) => columnFigures(beside, at)[1]?.best)).toEqual([null, null, null]);
    const over = [answer({ tokens_per_second: 90 }), answer({ tokens_per_second: 50 })];
    expect(over.map((_, at) => columnFigures(over, at)[1]?.best !== null)).toEqual([true, false]);
  });
});

describe('the turn looked at', () => {
  function tab(id: string, turns: string[]): TabView {
    const at = { model: 'm', endpoint_name: 'e', demo: false };
    const entries = turns.map((turn) => entryOf(turn, turn, emptyAnswer(at)));
    return {
      id,
      endpoint: 'e1',
      name: null,
      parameters: { system: null, body: {}, limits: { seconds: null, tokens: null } },
      twin: null,
      ...at,
      entries,
      ahead: null,
    };
  }
  function view(...tabs: TabView[]): ConversationView {
    return {
      id: 'c',
      title: '',
      draft: '',
      selected: null,
      tabs,
      layout: 'columns',
      columns: { linked: true, alone: false },
      closed_tabs: 0,
      context: { kind: 'all' },
      best: [],
      notes: [],
      scroll: null,
      attachments: [],
    };
  }

  it('is the newest, and moves between the ends', () => {
    const open = new OpenConversation(view(tab('a', ['1', '2', '3']), tab('b', ['1', '2', '3'])));
    expect(open.at).toBe(2);
    expect([open.stepTurn(1), open.at]).toEqual([false, 2]);
    expect([open.stepTurn(-1), open.stepTurn(-1), open.at]).toEqual([true, true, 0]);
    expect([open.stepTurn(-1), open.at]).toEqual([false, 0]);
    expect([open.stepTurn(1), open.stepTurn(1), open.turn]).toEqual([true, true, null]);
  });

  it('is shared only while histories agree', () => {
    const open = new OpenConversation(view(tab('a', ['1', '2']), tab('b', ['1'])));
    expect([open.shared, open.at, open.stepTurn(-1)]).toEqual([[], -1, false]);
  });

  it('leaves no column unread', () => {
    const open = new OpenConversation(view(tab('a', ['1']), tab('b', ['1'])));
    const answer = open.tabs[1]?.last;
    if (!answer) throw new Error('no answer');
    const ended = {
      ...emptyAnswer({ model: 'm', endpoint_name: 'e', demo: false }),
      id: answer.id,
      state: 'done' as const,
    };
    const patch = {
      conversation: 'c',
      tab: 'b',
      answer: answer.id,
      state: 'done' as const,
      metrics: noMetrics(),
      segment: null,
      ended,
    };
    expect(open.apply(patch)).toBe(true);
    expect(open.tabs[1]?.unread).toBe(false);
  });
});

describe('size', () => {
  it('steps as browsers do and stays in bounds', () => {
    expect([nextZoom(1, 1), nextZoom(1, -1), nextZoom(3, 0)]).toEqual([1.1, 0.9, 1]);
    expect([nextZoom(4, 1), nextZoom(0.5, -1), nextZoom(1.17, 1), nextZoom(1.17, -1)]).toEqual([4, 0.5, 1.25, 1.1]);
  });

  it('keeps the sidebar between its ends', () =>
    expect([sidebarWidth(10), sidebarWidth(300.4), sidebarWidth(900)]).toEqual([208, 300, 340]));
});
