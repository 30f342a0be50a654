// The columns of the table of figures, and its export as Markdown and CSV.

import type { Best, FigureRow, FiguresView, Marked } from '../ipc/bindings';
import { charged } from '../shared/cost';
import { count, seconds } from '../shared/format';
import { t, type Key } from '../shared/t';

/** A column: its heading, how a row’s figure reads, and the bare number for other programs. */
export type Column = {
  id: string;
  words: Key;
  best?: Best;
  number: boolean;
  shown: (row: FigureRow) => string;
  bare: (row: FigureRow) => string;
};

const none = (): string => t('common.none');
const bareOf = (value: number | null): string => (value === null ? '' : String(value));

export const COLUMNS: readonly Column[] = [
  {
    id: 'first-text',
    words: 'table.firstText',
    best: 'first_text',
    number: true,
    shown: (row) => time(row.first_text_ms),
    bare: (row) => bareOf(row.first_text_ms),
  },
  {
    id: 'thinking-from',
    words: 'table.thinkingFrom',
    number: true,
    shown: (row) => time(row.first_reasoning_ms),
    bare: (row) => bareOf(row.first_reasoning_ms),
  },
  {
    id: 'whole',
    words: 'table.whole',
    best: 'duration',
    number: true,
    shown: (row) => time(row.duration_ms),
    bare: (row) => bareOf(row.duration_ms),
  },
  {
    id: 'speed',
    words: 'table.speed',
    best: 'speed',
    number: true,
    shown: speed,
    bare: (row) => (row.tokens_per_second === null ? '' : row.tokens_per_second.toFixed(1)),
  },
  {
    id: 'in',
    words: 'table.in',
    number: true,
    shown: (row) => atLeast(counted(row.input), row.input_is_whole),
    bare: (row) => bareOf(row.input),
  },
  {
    id: 'out',
    words: 'table.out',
    number: true,
    shown: (row) => atLeast(about(row, counted(row.output)), row.output_is_whole),
    bare: (row) => bareOf(row.output),
  },
  {
    id: 'thinking',
    words: 'table.thinking',
    number: true,
    shown: (row) => counted(row.thinking),
    bare: (row) => bareOf(row.thinking),
  },
  {
    id: 'length',
    words: 'table.length',
    number: true,
    shown: (row) => count(row.length),
    bare: (row) => String(row.length),
  },
  {
    id: 'cost',
    words: 'table.cost',
    best: 'cost',
    number: true,
    shown: (row) => charged(row.charge) ?? none(),
    bare: (row) => (row.charge.kind === 'known' ? usd(row.charge.cost) : ''),
  },
  { id: 'finish', words: 'table.finish', number: false, shown: finish, bare: finish },
];

const BEST: Record<Best, Key> = {
  first_text: 'table.soonest',
  duration: 'table.shortest',
  speed: 'table.fastest',
  cost: 'table.cheapest',
};

/** Returns why a figure is marked as the best. */
export function bestWords({ best, of }: Marked): string {
  return t(BEST[best], { n: of });
}

function time(ms: number | null): string {
  return ms === null ? none() : seconds(ms);
}

function counted(n: number | null): string {
  return n === null ? none() : count(n);
}

/** Marks a sum of which some parts are unknown. */
export function atLeast(sum: string, isWhole: boolean): string {
  return isWhole || isNothing(sum) ? sum : t('table.atLeast', { sum });
}

/** Marks an estimate. */
export function about(of: Pick<FigureRow, 'about'>, value: string): string {
  return of.about && !isNothing(value) ? t('columns.about', { value }) : value;
}

/** An empty cell, or the sign for one. */
function isNothing(value: string): boolean {
  return value === '' || value === none();
}

function speed(row: FigureRow): string {
  return row.tokens_per_second === null
    ? none()
    : about(row, t('figures.speed', { n: Math.round(row.tokens_per_second) }));
}

/** How it ended; of several answers how many were whole. */
function finish(row: FigureRow): string {
  if (row.answers > 1) return t('table.wholeOf', { n: row.whole, of: row.answers });
  if (row.state === 'done' && row.finish !== null) {
    const known: Record<string, Key> = {
      stop: 'table.stop',
      length: 'table.limit',
      content_filter: 'table.filtered',
      tool_calls: 'table.tools',
    };
    const key = known[row.finish];
    return key ? t(key) : row.finish;
  }
  const state = row.state === 'queued' ? 'waiting' : row.state;
  return t(`table.state.${state}` as Key);
}

/** USD as a bare decimal, exact. */
function usd(pico: number): string {
  return (pico / 1e12).toFixed(12).replace(/\.?0+$/, '') || '0';
}

/** The names of the columns for other programs, with their units. */
function headings(): string[] {
  return [
    t('table.number'),
    t('table.model'),
    t('table.endpoint'),
    ...COLUMNS.map(({ words, id }) => (UNITS[id] ? t('table.unit', { name: t(words), unit: t(UNITS[id]) }) : t(words))),
  ];
}

const UNITS: Partial<Record<string, Key>> = {
  'first-text': 'table.ms',
  'thinking-from': 'table.ms',
  whole: 'table.ms',
  speed: 'table.tokS',
  cost: 'table.usd',
};

/** One cell of CSV. What a spreadsheet would take for a formula is kept text by an apostrophe. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf({ rows }: FiguresView): string {
  const lines = [
    headings(),
    ...rows.map((row) => [String(row.ordinal), row.model, row.endpoint_name, ...COLUMNS.map(({ bare }) => bare(row))]),
  ];
  return `${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** One cell of a Markdown table. */
function markdownCell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replace(/[\r\n]+/g, ' ');
}

export function markdownOf(view: FiguresView): string {
  const line = (cells: string[]): string => `| ${cells.map(markdownCell).join(' | ')} |`;
  const head = line([t('table.number'), t('table.model'), ...COLUMNS.map(({ words }) => t(words))]);
  const rule = `|${['---:', '---', ...COLUMNS.map(({ number }) => (number ? '---:' : '---'))].join('|')}|`;
  const rows = view.rows.map((row) =>
    line([
      String(row.ordinal),
      t('tabs.on', { model: row.model, endpoint: row.endpoint_name }),
      ...COLUMNS.map(({ shown }) => shown(row)),
    ]),
  );
  return `${[head, rule, ...rows].join('\n')}\n`;
}

/** A tick of an axis: as few digits as tell it. */
export function tick(n: number): string {
  return count(Number(n.toPrecision(3)));
}
