// Which models match what was typed, the best first.

import type { ModelRef, ModelRow } from '../ipc/bindings';

/** Words are matched apart, in id, provider and endpoint name. An exact id comes first, then ids that begin with it. */
export function matching(rows: ModelRow[], typed: string): ModelRow[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  const whole = words.join(' ');
  return rows
    .filter((row) => words.every((word) => haystack(row).includes(word)))
    .map((row, at) => ({ row, at, rank: rank(row.model.toLowerCase(), whole) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map((hit) => hit.row);
}

function haystack(row: ModelRow): string {
  return `${row.model} ${row.provider ?? ''} ${row.endpoint_name}`.toLowerCase();
}

function rank(model: string, typed: string): number {
  if (model === typed) return 0;
  if (model.startsWith(typed)) return 1;
  return model.includes(typed) ? 2 : 3;
}

/** Two references to the same model at the same endpoint. */
export function same(a: ModelRef, b: ModelRef): boolean {
  return a.endpoint === b.endpoint && a.model === b.model;
}

/** Endpoints at which the text typed is no listed id: there it can be used as it stands. */
export function unlisted<E extends { id: string }>(rows: ModelRow[], endpoints: E[], typed: string): E[] {
  const id = typed.trim();
  if (id === '' || /\s/.test(id)) return [];
  const known = new Set(rows.filter((row) => row.model === id).map((row) => row.endpoint));
  return endpoints.filter((endpoint) => !known.has(endpoint.id));
}
