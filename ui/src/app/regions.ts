// The regions of a screen that F6 moves between, and what gets the focus in each.

/** In focus order. */
export const REGIONS = ['sidebar', 'bar', 'tabs', 'thread', 'composer'] as const;
export type Region = (typeof REGIONS)[number];

/** Selectors of each region and of what gets the focus in it; the first that finds a visible element counts. */
const PLACES: Record<Region, { root: string; focus: string[] }> = {
  sidebar: { root: 'nav', focus: ['[aria-current]', 'button'] },
  bar: { root: '.bar', focus: ['[role=radio][aria-checked=true]', 'button'] },
  tabs: { root: '.strip', focus: ['[role=tab][aria-selected=true]', 'button'] },
  thread: {
    root: '.thread, .columns, .set',
    focus: ['.col:has([aria-current=true]) .col-body'],
  },
  composer: { root: '.dock', focus: ['textarea'] },
};

/** Returns the region `step` after `from`; without `from`, the first or the last. */
export function nextRegion(present: readonly Region[], from: Region | null, step: 1 | -1): Region | null {
  if (present.length === 0) return null;
  const at = from === null ? -1 : present.indexOf(from);
  if (at < 0) return (step > 0 ? present[0] : present.at(-1)) ?? null;
  return present[(at + step + present.length) % present.length] ?? null;
}

/** Moves the focus to the next region that is shown. */
export function moveRegion(step: 1 | -1): void {
  const roots = new Map(REGIONS.flatMap((region) => rootOf(region).map((root) => [region, root] as const)));
  const present = [...roots.keys()];
  const from = present.find((region) => roots.get(region)?.contains(document.activeElement)) ?? null;
  const next = nextRegion(present, from, step);
  const root = next && roots.get(next);
  if (next && root) focusIn(next, root);
}

function rootOf(region: Region): HTMLElement[] {
  const found = [...document.querySelectorAll<HTMLElement>(PLACES[region].root)].filter(isShown);
  return found.filter((root) => region !== 'bar' || root.querySelector('button') !== null).slice(0, 1);
}

function focusIn(region: Region, root: HTMLElement): void {
  for (const selector of PLACES[region].focus) {
    const target = [...root.querySelectorAll<HTMLElement>(selector)].find(isShown);
    if (target) return target.focus();
  }
  if (!root.hasAttribute('tabindex')) root.tabIndex = -1;
  root.focus({ preventScroll: true });
}

function isShown(element: HTMLElement): boolean {
  return element.offsetParent !== null || element.getClientRects().length > 0;
}
