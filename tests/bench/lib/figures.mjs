// Figures of repeated runs, and tables of them.

/** The value below which `share` of the values lie; NaN of none. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return NaN;
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (at - low);
}

/** The middle one. */
export const median = (values) => quantile(values, 0.5);

/** A figure as people read it: three digits that count. */
export function figure(value, unit = '') {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  const digits = size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return `${value.toFixed(digits)}${unit && ` ${unit}`}`;
}

/** How many times the second the first is. */
export const times = (value, of) => (of > 0 ? `${figure(value / of)}x` : '–');

/** A Markdown table; the first column is text, the others figures. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/**
 * One round after the other, every arm once a round, so that a busy minute of the machine falls on all arms alike. An arm
 * for which `enough(runs)` holds is left out of further rounds.
 */
export async function interleaved(rounds, arms, run, enough = () => false) {
  const results = new Map(arms.map((arm) => [arm, []]));
  for (let round = 0; round < rounds; round += 1) {
    // Every other round backwards: what an arm leaves behind does not always fall on the same one.
    for (const arm of round % 2 ? arms.toReversed() : arms) {
      const runs = results.get(arm);
      if (!enough(runs)) runs.push(await run(arm));
    }
  }
  return results;
}
