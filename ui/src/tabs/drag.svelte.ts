// Dragging a tab with the mouse: a mark shows where it will be dropped, Esc cancels.

/** Less than this is a click, CSS pixels. */
const SLACK = 6;
/** This close to an end the strip scrolls along, CSS pixels. */
const EDGE = 24;

type Strip = PointerEvent & { currentTarget: HTMLElement };

/** How many tabs end up before one dropped at `x`, by the middles of all tabs. */
export function gapAt(middles: readonly number[], x: number): number {
  return middles.filter((middle) => middle < x).length;
}

/** Its place in the strip once it is taken out and put into a gap. */
export function placeIn(from: number, gap: number): number {
  return gap > from ? gap - 1 : gap;
}

export class TabDrag {
  /** Where the tab would go, CSS pixels from the start of the strip; `null` while none is moved. */
  mark = $state<number | null>(null);
  #from: { at: number; x: number } | null = null;
  #to = 0;
  readonly #drop: (from: number, to: number) => void;

  constructor(drop: (from: number, to: number) => void) {
    this.#drop = drop;
  }

  down(event: Strip): void {
    const target = event.target as Element;
    // A finger scrolls the strip.
    if (event.button !== 0 || event.pointerType === 'touch' || target.closest('.tab-close')) return;
    const at = cells(event.currentTarget).findIndex((cell) => cell.contains(target));
    this.#from = at < 0 ? null : { at, x: event.clientX };
  }

  move(event: Strip): void {
    const from = this.#from;
    if (!from) return;
    if (event.buttons === 0) return this.cancel();
    if (this.mark === null) {
      if (Math.abs(event.clientX - from.x) < SLACK) return;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    const strip = event.currentTarget;
    const all = cells(strip);
    const gap = gapAt(all.map(middle), event.clientX);
    this.#to = placeIn(from.at, gap);
    const box = strip.getBoundingClientRect();
    if (event.clientX < box.left + EDGE) strip.scrollLeft -= EDGE;
    else if (event.clientX > box.right - EDGE) strip.scrollLeft += EDGE;
    const next = all[gap];
    const last = all.at(-1);
    this.mark = next ? next.offsetLeft : last ? last.offsetLeft + last.offsetWidth : 0;
  }

  up(): void {
    const from = this.#from;
    const moved = this.mark !== null;
    this.cancel();
    if (from && moved) this.#drop(from.at, this.#to);
  }

  cancel(): void {
    this.#from = null;
    this.mark = null;
  }
}

function cells(strip: HTMLElement): HTMLElement[] {
  return [...strip.querySelectorAll<HTMLElement>('.tab-cell')];
}

function middle(cell: HTMLElement): number {
  const box = cell.getBoundingClientRect();
  return box.left + box.width / 2;
}
