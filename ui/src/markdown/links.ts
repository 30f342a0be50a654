// Links in answers never navigate: whatever opens one, Rust is asked to, and it judges the address.

const OPENERS = ['click', 'auxclick'] as const;
const SILENCED = ['dragstart', 'contextmenu'] as const;

/** Catches every way to follow a link in the page. `open` gets the address as written. */
export function catchLinks(root: Document | HTMLElement, open: (href: string) => void): void {
  for (const type of OPENERS) root.addEventListener(type, (event) => follow(event as MouseEvent, open), true);
  for (const type of SILENCED) root.addEventListener(type, silence, true);
}

function linkOf(event: Event): HTMLAnchorElement | null {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLAnchorElement>('a') ?? null;
}

function follow(event: MouseEvent, open: (href: string) => void): void {
  const link = linkOf(event);
  if (!link) return;
  event.preventDefault();
  const href = link.getAttribute('href');
  if (href && event.button < 2) open(href);
}

function silence(event: Event): void {
  if (linkOf(event)) event.preventDefault();
}
