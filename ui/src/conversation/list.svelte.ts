// The conversation list.

import { call } from '../ipc';
import type { ConversationRow } from '../ipc/bindings';
import { type Day, dayOf } from '../shared/format';

export type Group = { day: Day; rows: ConversationRow[] };

/** Rows by day, newest first. */
export function byDay(rows: ConversationRow[], now: number): Group[] {
  const groups: Group[] = [];
  for (const row of rows) {
    const day = dayOf(row.updated_ms, now);
    const group = groups.find((candidate) => candidate.day === day);
    if (group) group.rows.push(row);
    else groups.push({ day, rows: [row] });
  }
  return groups;
}

/** How many rows are drawn at first, and how many more each time their end comes near: there may be thousands. */
const SOME = 200;

class List {
  rows = $state.raw<ConversationRow[]>([]);
  #most = $state(SOME);

  /** The rows to be drawn: the newest. */
  readonly drawn = $derived(this.rows.slice(0, this.#most));

  more(): void {
    this.#most += SOME;
  }

  async read(): Promise<void> {
    this.rows = await call('list_conversations');
  }

  /** Puts a row in its place: first when it is new or was just used. */
  put(row: ConversationRow): void {
    const others = this.rows.filter((held) => held.id !== row.id);
    this.rows = [row, ...others].sort((a, b) => b.updated_ms - a.updated_ms);
  }

  drop(id: string): void {
    this.rows = this.rows.filter((row) => row.id !== id);
  }
}

export const list = new List();
