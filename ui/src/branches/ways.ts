// Ways that several tabs have in common.

import type { WayView } from '../ipc/bindings';

/** The turns that stand among the ways of every tab, in the order of the first. */
export function commonTurns(ways: readonly (readonly WayView[])[]): string[] {
  const [first = [], ...rest] = ways;
  return first.map((way) => way.turn).filter((turn) => rest.every((each) => each.some((way) => way.turn === turn)));
}
