// Which two answers are compared: those chosen, as far as they are there and finished, else the first ones that are.

import type { LiveAnswer } from '../conversation/answer.svelte';
import type { LiveTab } from '../conversation/conversation.svelte';

/** A model's answer to the turn looked at. */
export type Side = { tab: LiveTab; ordinal: number; answer: LiveAnswer };

export function pairOf(sides: readonly Side[], chosen: readonly [string | null, string | null]): [Side, Side] | null {
  const [one, two] = chosen.map((id) => sides.find((side) => side.tab.id === id));
  const first = one ?? sides.find((side) => side !== two);
  const second = two && two !== first ? two : sides.find((side) => side !== first);
  return first && second ? [first, second] : null;
}
