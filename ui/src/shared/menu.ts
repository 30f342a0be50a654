// The behaviour of menus: arrows move, Esc and Tab close, a press outside closes.

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]:not([disabled])')];
}

/** Focuses the first item of an opened menu. `keep` is the button that opened it, which closes it by itself. */
export function beginMenu(menu: HTMLElement, close: () => void, keep?: HTMLElement): () => void {
  items(menu)[0]?.focus();
  const outside = (event: Event): void => {
    const target = event.target as Node;
    if (!menu.contains(target) && !keep?.contains(target)) close();
  };
  document.addEventListener('mousedown', outside, true);
  return () => document.removeEventListener('mousedown', outside, true);
}

/** Handles a key press in a menu; `leave` closes it and restores the focus. */
export function pressMenu(event: KeyboardEvent & { currentTarget: HTMLElement }, leave: () => void): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (event.key === 'Escape' || event.key === 'Tab') leave();
  else if (step !== 0) {
    const all = items(event.currentTarget);
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[(at + step + all.length) % all.length]?.focus();
  } else return;
  event.preventDefault();
}
