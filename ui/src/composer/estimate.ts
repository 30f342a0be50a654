// The words of an estimate: ranges of tokens and cost, each with “about”.

import type { CostRange, Estimate } from '../ipc/bindings';
import { dollars } from '../shared/cost';
import { t } from '../shared/t';

const whole = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** Short for the composer, complete for the tooltip. */
export type EstimateWords = { text: string; title: string };

export function estimateWords(estimate: Estimate): EstimateWords {
  const { input, cost } = estimate;
  const low = whole.format(input.low);
  const high = whole.format(input.high);
  const tokens = t('estimate.tokens', { low, high });
  const shown = cost === null ? null : costWords(cost);
  return {
    text: shown === null ? tokens : t('estimate.joined', { tokens, cost: shown }),
    title: t('estimate.title', { low, high, cost: costTitle(estimate) }),
  };
}

/** “about $0.0002–0.003”: the sign once, and one amount where both ends read the same. */
function costWords({ low, high }: CostRange): string {
  const from = dollars(low);
  const to = dollars(high);
  if (from === to) return t('estimate.costOne', { low: from });
  return t('estimate.cost', { low: from, high: to.replace(/^\$/, '') });
}

function costTitle({ cost, bounded, unpriced }: Estimate): string {
  if (cost === null) return t('estimate.noPrice');
  const range = { low: dollars(cost.low), high: dollars(cost.high) };
  const known = t(bounded ? 'estimate.costTitle' : 'estimate.costUsual', range);
  return unpriced > 0 ? `${known} ${t('estimate.someUnpriced', { count: unpriced })}` : known;
}
