// Budgets and figures of the stand-in.

import type { BudgetsView, FigureRow, FiguresView } from '../src/ipc/bindings';

const BUDGETS: BudgetsView = {
  caps: { send: null, day: null, month: 20e12, warn: 0.25e12 },
  day: { cost: 0.41e12, reserved: 0, unpriced: 0 },
  month: { cost: 6.42e12, reserved: 0.012e12, unpriced: 2 },
  month_ends_ms: 1_796_083_200_000,
  stop_rest: false,
};

/** A row as Rust would send it. */
export function figureRow(more: Partial<FigureRow> = {}): FigureRow {
  return {
    tab: 't1',
    ordinal: 1,
    model: 'kimi-k2.6',
    endpoint_name: 'AiHubMix',
    answers: 1,
    whole: 1,
    state: 'done',
    finish: 'stop',
    first_text_ms: 6600,
    first_reasoning_ms: 600,
    duration_ms: 11_400,
    tokens_per_second: 84,
    input: 512,
    output: 904,
    thinking: 310,
    about: false,
    charge: { kind: 'known', cost: 4.1e9, reported: false },
    length: 3204,
    best: [],
    series: [
      { ms: 600, tokens: 0 },
      { ms: 6600, tokens: 310 },
      { ms: 11_400, tokens: 904 },
    ],
    thinking_until_ms: 6600,
    input_is_whole: true,
    output_is_whole: true,
    ...more,
  };
}

export const FIGURES: FiguresView = {
  rows: [
    figureRow(),
    figureRow({
      tab: 't2',
      ordinal: 2,
      model: 'gemini-3-flash',
      first_text_ms: 900,
      first_reasoning_ms: null,
      duration_ms: 7900,
      tokens_per_second: 96,
      output: 640,
      thinking: null,
      charge: { kind: 'known', cost: 2.1e9, reported: false },
      best: [
        { best: 'first_text', of: 2 },
        { best: 'duration', of: 2 },
        { best: 'speed', of: 2 },
        { best: 'cost', of: 2 },
      ],
      series: [
        { ms: 900, tokens: 0 },
        { ms: 4000, tokens: 300 },
        { ms: 7900, tokens: 640 },
      ],
      thinking_until_ms: null,
    }),
  ],
  together: {
    duration_ms: 11_400,
    input: 1024,
    output: 1544,
    thinking: 310,
    input_is_whole: true,
    output_is_whole: true,
    about: false,
    cost: 6.2e9,
    cost_is_whole: true,
  },
};

export function fakeBudgets() {
  return {
    budgets: () => BUDGETS,
    set_budgets: () => BUDGETS,
    may_cost: () => ({ worst: 0, unlimited: [], unpriced: [], ask: null, capped: false }),
    figures: () => FIGURES,
  };
}
