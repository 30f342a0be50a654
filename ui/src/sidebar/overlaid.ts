// A sidebar laid over the chat: takes the focus, gives it back, and Esc closes it.

import { focusOn } from '../shared/focus';

/** Attached while the sidebar lies over the chat; what it covers is inert meanwhile. */
export function overlaid(close: () => void): (side: HTMLElement) => () => void {
  return (side) => {
    const before = document.activeElement;
    (side.querySelector<HTMLElement>('[aria-current]') ?? side.querySelector('button'))?.focus();
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    side.addEventListener('keydown', press);
    return () => {
      side.removeEventListener('keydown', press);
      // What lay below is reachable again only after this change is drawn.
      requestAnimationFrame(() => giveBack(before));
    };
  };
}

/** The button that opened the sidebar is drawn anew while it is away, so its successor takes the focus. */
function giveBack(before: Element | null): void {
  if (document.activeElement && document.activeElement !== document.body) return;
  const kept = before instanceof HTMLElement && before.isConnected && before !== document.body;
  if (kept) before.focus();
  else focusOn('show-sidebar');
}
