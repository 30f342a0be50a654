// The words of *Continue all tabs from this answer*: which tabs change, which stay.

import type { Reach } from './branches.svelte';
import { t } from '../shared/t';

const and = new Intl.ListFormat('en-GB', { type: 'conjunction' });

function named(ordinals: readonly number[]): { count: number; tabs: string } {
  return { count: ordinals.length, tabs: and.format(ordinals.map(String)) };
}

/** “Changes tabs 2 and 3”, and what stays. */
export function reachWords({ changed, busy }: Reach): string {
  if (changed.length === 0) return busy.length > 0 ? t('branches.stays', named(busy)) : t('branches.changesNone');
  const changes = t('branches.changes', named(changed));
  return busy.length > 0 ? t('branches.both', { one: changes, two: t('branches.stays', named(busy)) }) : changes;
}

/** “Tabs 2 and 3 continue from kimi-k2.6.” */
export function adoptedWords({ changed, busy }: Reach, model: string): string {
  const done = t('branches.adopted', { ...named(changed), model });
  return busy.length > 0 ? t('branches.adoptedBut', { done, ...named(busy) }) : done;
}
