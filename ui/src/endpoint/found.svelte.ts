// Keys found on the clipboard or in the environment: names and lengths, which are chosen, and how adding them went.
// Their
// values are in Rust and never here.

import { attempt } from '../shared/attempt';
import { call, commandId, failureOf } from '../ipc';
import type { Failure, Found, FoundReport } from '../ipc/bindings';
import { app } from '../shared/app.svelte';
import { checks } from './checks.svelte';
import type { FoundIn } from '../shared/dialogs.svelte';
import { keyring } from './keyring.svelte';

/** Why one cannot be added from the list. */
export type Obstacle = 'known' | 'nowhere' | 'plainHttp';

export class FoundList {
  readonly from: FoundIn;
  /** `null` while it is being read. */
  found = $state.raw<Found[] | null>(null);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  sessionOnly = $state(false);
  busy = $state(false);
  reports = $state.raw<readonly FoundReport[]>([]);
  failure = $state.raw<Failure | null>(null);
  added = $derived(this.reports.filter(({ report }) => report.endpoint !== null).length);
  /** Chosen, not added yet, and not refused: a refused key is forgotten. */
  due = $derived(
    (this.found ?? []).filter(({ id }) => this.chosen.has(id) && !this.isAdded(id) && !this.isRefused(id)),
  );

  constructor(from: FoundIn) {
    this.from = from;
  }

  /** Has Rust look; everything that can be added is chosen. */
  async read(): Promise<void> {
    this.found = null;
    this.reports = [];
    this.failure = null;
    try {
      this.found = await call(this.from === 'clipboard' ? 'paste_endpoints' : 'environment_endpoints');
    } catch (error) {
      this.found = [];
      this.failure = failureOf(error);
    }
    this.chosen = new Set(this.found.filter((each) => obstacleOf(each) === null).map((each) => each.id));
    if (this.chosen.size > 0 && keyring.state === null && keyring.busy === null) void keyring.ask();
  }

  choose(id: string, on: boolean): void {
    const chosen = new Set(this.chosen);
    if (on) chosen.add(id);
    else chosen.delete(id);
    this.chosen = chosen;
  }

  /** Checks what is chosen, all at once, and stores what works. */
  async add(): Promise<void> {
    const ids = this.due.map(({ id }) => id);
    if (this.busy || ids.length === 0) return;
    this.busy = true;
    this.failure = null;
    checks.begin(...ids);
    try {
      const reports = await call('add_found', { command: commandId(), ids, sessionOnly: this.sessionOnly });
      this.reports = [...this.reports.filter((old) => !ids.includes(old.id)), ...reports];
      for (const { report } of reports) keyring.noticeFailure(report.failure);
    } catch (error) {
      this.failure = failureOf(error);
      keyring.noticeFailure(this.failure);
    }
    this.busy = false;
    if (app.endpoints.length > 0) await attempt(() => app.readEndpoints());
  }

  /** Nobody looks at it any more: what was pasted is forgotten. */
  async drop(): Promise<void> {
    if (this.from === 'clipboard') await attempt(() => call('drop_found'));
  }

  isAdded(id: string): boolean {
    return this.reportOf(id)?.endpoint != null;
  }

  isRefused(id: string): boolean {
    const code = this.reportOf(id)?.failure?.code;
    return code === 'unauthorised' || code === 'forbidden' || code === 'no_key';
  }

  reportOf(id: string): FoundReport['report'] | undefined {
    return this.reports.find((each) => each.id === id)?.report;
  }
}

export function obstacleOf(found: Found): Obstacle | null {
  if (found.known) return 'known';
  if (found.base_url === '') return 'nowhere';
  return found.plain_http ? 'plainHttp' : null;
}
