// Linked scrolling: when the reader scrolls one column, the others follow, by turn and by share of the answer.

/** A turn in a column: where it begins, CSS pixels from the start of what scrolls, and how tall it is. */
export type TurnBox = { turn: string; top: number; height: number };
/** Where a column is: a share of a turn, or of all of it where there is but one. Both ends are ends in every column. */
export type ScrollSpot = { turn: string | null; share: number };

/** Where a column is that is scrolled to `top` of at most `most`. */
export function spotAt(places: readonly TurnBox[], top: number, most: number): ScrollSpot {
  if (most <= 0) return { turn: null, share: 0 };
  if (places.length < 2 || top <= 1 || top >= most - 1)
    return { turn: null, share: Math.min(1, Math.max(0, top / most)) };
  const at = places.findLast((place) => place.top <= top + 1) ?? places[0];
  if (!at) return { turn: null, share: top / most };
  return { turn: at.turn, share: Math.min(1, Math.max(0, (top - at.top) / Math.max(1, at.height))) };
}

/** Where another column must be scrolled to for the same spot; `null` when it has no such turn. */
export function topFor(spot: ScrollSpot, places: readonly TurnBox[], most: number): number | null {
  if (spot.turn === null) return spot.share * most;
  const place = places.find((each) => each.turn === spot.turn);
  return place ? Math.min(most, place.top + spot.share * place.height) : null;
}

/** Events that show which column the reader scrolls. */
const HANDS = ['wheel', 'pointerdown', 'touchstart', 'keydown'] as const;

/** The columns of a row. Only the one last touched leads; automatic scrolling moves no other. */
export class LinkedScroll {
  readonly #columns = new Set<HTMLElement>();
  readonly #on: () => boolean;
  #leads: HTMLElement | null = null;

  constructor(on: () => boolean) {
    this.#on = on;
  }

  join(column: HTMLElement): () => void {
    const touched = (): void => void (this.#leads = column);
    const scrolled = (): void => {
      if (this.#leads === column && this.#on()) this.#bring(column);
    };
    this.#columns.add(column);
    for (const hand of HANDS) column.addEventListener(hand, touched, { passive: true });
    column.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      this.#columns.delete(column);
      if (this.#leads === column) this.#leads = null;
      for (const hand of HANDS) column.removeEventListener(hand, touched);
      column.removeEventListener('scroll', scrolled);
    };
  }

  #bring(column: HTMLElement): void {
    const spot = spotAt(turnsIn(column), column.scrollTop, mostOf(column));
    for (const other of this.#columns) {
      if (other === column) continue;
      const top = topFor(spot, turnsIn(other), mostOf(other));
      if (top !== null && Math.abs(top - other.scrollTop) >= 1) other.scrollTop = top;
    }
  }
}

function mostOf(column: HTMLElement): number {
  return column.scrollHeight - column.clientHeight;
}

function turnsIn(column: HTMLElement): TurnBox[] {
  const start = column.getBoundingClientRect().top - column.scrollTop;
  const turns = [...column.querySelectorAll<HTMLElement>('[data-turn]')].filter((turn) => !turn.hidden);
  return turns.map((turn) => {
    const box = turn.getBoundingClientRect();
    return { turn: turn.dataset.turn ?? '', top: box.top - start, height: box.height };
  });
}
