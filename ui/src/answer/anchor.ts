// What the reader looks at: noted while nothing moves, so that it can be put back in its place when something above it has
// changed. Browsers do this by themselves; WebKitGTK has no `overflow-anchor`.

/** Where it is looked for, CSS pixels below the upper edge: between two blocks stands nothing to hold on to. */
const PROBES = [2, 14, 30, 54, 90];
/** How far in from the left edge of the text: a list's items and indented code begin there. */
const INSET = 30;
/** What is held on to: text and what stands between texts, but not what contains all of it. */
const HOLDS = '.block, .prompt, .thought, .turn-note, .images, .sources, .errcard, .ending, .foot';

/** An element and where it stood below the upper edge, CSS pixels. */
type Place = { element: Element; top: number };

export class Anchor {
  /** The innermost element first: those around it stand in for it should it be replaced. */
  #places: Place[] = [];

  /** Notes what stands at the upper edge of a scrolling element. */
  note(view: HTMLElement): void {
    const edge = view.getBoundingClientRect().top;
    this.#places = [];
    for (let element = seen(view, edge); element && element !== view; element = element.parentElement) {
      this.#places.push({ element, top: element.getBoundingClientRect().top - edge });
    }
  }

  /** How far what was noted has moved down since, CSS pixels. */
  moved(view: HTMLElement): number {
    const held = this.#places.find(({ element }) => view.contains(element));
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
