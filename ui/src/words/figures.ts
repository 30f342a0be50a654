// An answer's figures in a fixed order. What is unknown is left out; what is estimated says “≈”.

import type { Metrics } from '../ipc/bindings';
import { count, seconds } from './format';
import { t } from './t';

export function figures(metrics: Metrics, running: boolean): string[] {
  const { first_text_ms, first_reasoning_ms, tokens_per_second, usage } = metrics;
  const about = running || metrics.estimated;
  const speed = tokens_per_second === null ? null : Math.round(tokens_per_second);
  const shown: (string | null)[] = [
    first_text_ms === null ? null : t('figures.firstText', { time: seconds(first_text_ms) }),
    first_reasoning_ms === null ? null : t('figures.thinkingFrom', { time: seconds(first_reasoning_ms) }),
    speed === null ? null : about ? t('figures.aboutSpeed', { n: speed }) : t('figures.speed', { n: speed }),
    usage.prompt_tokens === null ? null : t('figures.in', { n: count(usage.prompt_tokens) }),
    usage.completion_tokens === null ? null : t('figures.out', { n: count(usage.completion_tokens) }),
    metrics.served_model === null ? null : t('figures.served', { model: metrics.served_model }),
  ];
  return shown.filter((figure) => figure !== null);
}
