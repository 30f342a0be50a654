// An answer's figures in a fixed order. What is unknown is left out; what is estimated says “≈”.

import type { Metrics } from '../ipc/bindings';
import { count, seconds } from '../shared/format';
import { charged, exactDollars } from '../shared/cost';
import { t } from '../shared/t';

/** One figure. `live`: it's an estimate or still changes. `title`: its exact value. */
export type Figure = { text: string; live: boolean; title: string | null };

export function figures(metrics: Metrics, running: boolean): Figure[] {
  const about = running || metrics.estimated;
  const speed = metrics.tokens_per_second === null ? null : Math.round(metrics.tokens_per_second);
  const reported = metrics.reported_tokens_per_second;
  const shown = [
    figure(metrics.first_text_ms, (ms) => t('figures.firstText', { time: seconds(ms) })),
    figure(metrics.first_reasoning_ms, (ms) => t('figures.thinkingFrom', { time: seconds(ms) })),
    figure(speed, (n) => t(about ? 'figures.aboutSpeed' : 'figures.speed', { n }), about),
    figure(reported, (n) => t('figures.serverSpeed', { n: Math.round(n) })),
    figure(metrics.usage.prompt_tokens, () => inputTokens(metrics)),
    outputTokens(metrics, about),
    cost(metrics),
    figure(metrics.served_model, () => served(metrics)),
  ];
  return shown.filter((each) => each !== null);
}

function figure<T>(value: T | null, words: (value: T) => string, live = false): Figure | null {
  return value === null ? null : { text: words(value), live, title: null };
}

/** “512 in”, and how many of them came from a cache. */
function inputTokens({ usage }: Metrics): string {
  const n = count(usage.prompt_tokens ?? 0);
  return usage.cached_tokens
    ? t('figures.inCached', { n, cached: count(usage.cached_tokens) })
    : t('figures.in', { n });
}

/** “904 out”, and how many of them were thinking; an estimate while nothing is reported. */
function outputTokens({ usage, about_tokens }: Metrics, about: boolean): Figure | null {
  const known = usage.completion_tokens;
  if (about_tokens !== null && (known === null || about))
    return { text: t('figures.aboutOut', { n: count(about_tokens) }), live: true, title: null };
  if (known === null) return null;
  const n = count(known);
  const text = usage.reasoning_tokens
    ? t('figures.outThinking', { n, thinking: count(usage.reasoning_tokens) })
    : t('figures.out', { n });
  return { text, live: false, title: null };
}

function cost({ charge }: Metrics): Figure | null {
  const text = charged(charge);
  if (text === null) return null;
  if (charge.kind !== 'known') return { text, live: false, title: null };
  const title = t(charge.reported ? 'figures.costReportedTitle' : 'figures.costTitle', {
    cost: exactDollars(charge.cost),
  });
  return { text: charge.reported ? t('figures.costReported', { cost: text }) : text, live: false, title };
}

/** “answered by …”, with its fingerprint where it has one. */
export function served(metrics: Metrics): string {
  const model = metrics.served_model ?? '';
  const fingerprint = metrics.served_fingerprint;
  return fingerprint ? t('figures.servedAs', { model, fingerprint }) : t('figures.served', { model });
}
