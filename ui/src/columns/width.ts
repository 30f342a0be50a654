// How wide columns are. Those that fit share the width, which the stylesheet does; those that do not all get one width,
// chosen so that wherever the row snaps to, the next column shows itself at the right edge.

/** A column is never narrower, CSS pixels; one that only holds a failure may be. */
export const COLUMN = { least: 400, failed: 240 } as const;
/** The least visible part of the next column, CSS pixels. */
export const PEEK = 24;

/** The width all columns need at least. */
export function roomFor(failed: readonly boolean[]): number {
  return failed.reduce((sum, each) => sum + (each ? COLUMN.failed : COLUMN.least), 0);
}

/** The width of a column in a row that has to scroll; `null` when all fit beside each other. */
export function columnWidth(room: number, failed: readonly boolean[]): number | null {
  if (roomFor(failed) <= room) return null;
  const widest = Math.floor((room - PEEK) / Math.max(1, Math.floor((room - PEEK) / COLUMN.least)));
  for (let width = widest; width >= COLUMN.least; width -= 1) if (peeks(room, width, failed)) return width;
  return Math.min(widest, room);
}

/** Whether at every place the row snaps to, a column is cut by the right edge and shows enough of itself. */
function peeks(room: number, width: number, failed: readonly boolean[]): boolean {
  const widths = failed.map((each) => (each ? COLUMN.failed : width));
  const total = widths.reduce((sum, each) => sum + each, 0);
  let start = 0;
  for (const snap of widths) {
    const seen = start + room;
    if (seen >= total) return true;
    let edge = 0;
    for (const each of widths) {
      if (edge + each > seen) break;
      edge += each;
    }
    if (seen - edge < PEEK) return false;
    start += snap;
  }
  return true;
}
