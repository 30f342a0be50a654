// Scroll anchoring: remembers what the reader looks at, and restores its position when something above it has
// changed. Browsers do this by themselves; WebKitGTK has no `overflow-anchor`.

/** Where an anchor is searched, CSS pixels below the upper edge: there is none between two blocks. */
const PROBES = [2, 14, 30, 54, 90];
/** How far from the left edge of the text: list items and indented code begin there. */
const INSET = 30;
/** What can be an anchor: text and what is between texts, but not what contains all of it. */
const HOLDS = '.block, .prompt, .thought, .turn-note, .images, .sources, .errcard, .ending, .foot';

/** An element and where it stood below the upper edge, CSS pixels. */
type Held = { element: Element; top: number };

export class Anchor {
  /** The innermost element first; its ancestors take its place should it be replaced. */
  #held: Held[] = [];

  /** Remembers what is at the upper edge of a scrolling element. */
  note(view: HTMLElement): void {
    const edge = view.getBoundingClientRect().top;
    this.#held = [];
    for (let element = seen(view, edge); element && element !== view; element = element.parentElement) {
      this.#held.push({ element, top: element.getBoundingClientRect().top - edge });
    }
  }

  /** Returns how far the anchor has moved down since, CSS pixels. */
  moved(view: HTMLElement): number {
    const held = this.#held.find(({ element }) => view.contains(element));
    return held ? held.element.getBoundingClientRect().top - view.getBoundingClientRect().top - held.top : 0;
  }
}

function seen(view: HTMLElement, edge: number): Element | null {
  const left = (view.firstElementChild ?? view).getBoundingClientRect().left + INSET;
  for (const probe of PROBES) {
    // Tests have no layout.
    const hit = document.elementFromPoint?.(left, edge + probe);
    if (hit && view.contains(hit) && hit.closest(HOLDS)) return hit;
  }
  return null;
}
