// Moving through what is read: a tab's latest answer, the turn above and below.

import { elementOf, elementsOf, focusOn } from '../shared/focus';
import { tick } from 'svelte';
import type { LiveTab } from '../conversation/conversation.svelte';

/** Focuses the heading of a tab's latest answer; a screen reader continues from there. */
export async function focusAnswer(tab: LiveTab): Promise<void> {
  await tick();
  const answer = tab.last && elementOf('answer', tab.last.id);
  const heading = answer?.querySelector<HTMLElement>('[data-answer-heading]');
  if (!heading) return void focusOn('tab', tab.id);
  // A running answer is being followed at its end; a finished one is read from its start.
  heading.focus({ preventScroll: true });
  if (tab.last?.final) answer?.scrollIntoView?.({ block: 'nearest' });
}

/** Moves to the turn above or below the one being read. False when there is none. */
export function moveTurn(step: 1 | -1): boolean {
  const thread = shownThread();
  const turns = thread ? [...thread.querySelectorAll<HTMLElement>('[data-turn]')] : [];
  if (!thread || turns.length === 0) return false;
  const edge = thread.getBoundingClientRect().top;
  const held = turns.findIndex((turn) => turn.contains(document.activeElement));
  const next =
    turns[
      nextTurn(
        turns.map((turn) => turn.getBoundingClientRect().top - edge),
        held,
        step,
      )
    ];
  if (!next) return true;
  const heading = next.querySelector<HTMLElement>('h2') ?? next;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  next.scrollIntoView?.({ block: 'start' });
  return true;
}

/** How far a turn may be scrolled out of view and still count as the one at the top, CSS pixels. */
const NEAR = 24;

/** Which turn to go to: from the one with the focus, else from the one at the top of the window. */
export function nextTurn(tops: readonly number[], held: number, step: 1 | -1): number {
  if (held >= 0) return held + step;
  if (step > 0) return tops.findIndex((top) => top > NEAR);
  return tops.findLastIndex((top) => top < -NEAR);
}

function shownThread(): HTMLElement | null {
  const threads = elementsOf('thread').filter((thread) => thread.getClientRects().length > 0);
  return threads.find((thread) => thread.contains(document.activeElement)) ?? threads[0] ?? null;
}
