// What a check found, in words: one line a step in a fixed order, a headline, and a text to hand on.

import type { CheckOutcome, CheckReport, CheckStep, StepName } from '../ipc/bindings';
import { failureSentence, failureWords } from './failure';
import { count, stepTime } from './format';
import { t } from './t';

export const STEPS: readonly StepName[] = ['address', 'tls', 'key', 'model', 'streaming', 'usage'];

export type StepLine = { name: StepName; outcome: CheckOutcome | 'pending'; title: string; sentence: string; time: string };

/** The lines of a report; of a check under way where there is none yet. */
export function stepLines(report: CheckReport | null, host: string): StepLine[] {
  return STEPS.map((name) => {
    const step = report?.steps.find((each) => each.name === name);
    const outcome = report === null ? 'pending' : (step?.outcome ?? 'skipped');
    const time = step && step.outcome !== 'skipped' && step.ms !== null ? stepTime(step.ms) : '';
    return { name, outcome, title: t(`check.${name}`), sentence: report === null ? '' : sentence(name, step, report, host), time };
  });
}

/** What the card is headed with. */
export function headline(report: CheckReport, host: string): { title: string; text: string } {
  const at = STEPS.findIndex((name) => outcomeOf(report, name) === 'failed');
  if (report.failure === null || at < 0) {
    const ms = report.steps.reduce((sum, step) => sum + (step.ms ?? 0), 0);
    const cost = report.asked_model === null ? t('check.costNothing') : t('check.costLittle');
    return { title: t('check.works'), text: `${t('check.took', { time: stepTime(ms) })} ${cost}` };
  }
  const stopped = t('check.stoppedAt', { n: at + 1 });
  const title = at === STEPS.indexOf('key') ? t('check.keyRefused') : `${failureWords(report.failure, { endpoint: host }).title}.`;
  return { title, text: at === STEPS.indexOf('model') ? stopped : `${stopped} ${t('charge.none')}` };
}

/** The report as text, for whoever helps. It holds no key. */
export function reportText(report: CheckReport, host: string): string {
  const lines = stepLines(report, host).map((line) => `${t(`check.outcome.${line.outcome}`)}  ${line.title}: ${line.sentence} ${line.time}`.trimEnd());
  const failure = report.failure;
  const said = [failure?.status, failure?.provider_message, failure?.request_id].filter(Boolean).join(' ');
  return [host, headline(report, host).title, ...lines, said].filter(Boolean).join('\n');
}

function outcomeOf(report: CheckReport, name: StepName): CheckOutcome {
  return report.steps.find((step) => step.name === name)?.outcome ?? 'skipped';
}

function sentence(name: StepName, step: CheckStep | undefined, report: CheckReport, host: string): string {
  if (step?.outcome === 'failed' && report.failure) return failed(name, report, host);
  if (step?.outcome === 'ok') return worked(name, report, host);
  if (STEPS.some((each) => outcomeOf(report, each) === 'failed')) return t('check.notTried');
  if (name === 'model') return t('check.noList');
  if (name === 'key') return t(outcomeOf(report, 'model') === 'ok' ? 'check.keyUnneeded' : 'check.keyUnproven');
  return t(step?.reason === 'not_needed' ? 'check.answerUnneeded' : 'check.answerNotAsked');
}

function worked(name: StepName, report: CheckReport, host: string): string {
  const models = report.endpoint?.models ?? null;
  if (name === 'address') return t('check.answers', { host });
  if (name === 'key') return t('check.keyAccepted');
  if (report.asked_model !== null) return t('check.answered', { model: report.asked_model });
  return models === null ? t('check.listed') : t('check.listedCount', { count: models, n: count(models) });
}

function failed(name: StepName, report: CheckReport, host: string): string {
  const failure = report.failure;
  if (!failure) return '';
  if (name === 'key' && failure.code === 'unauthorised') return t('check.refused', { status: failure.status ?? '' }).replace(/^: /, '');
  return failureSentence(failure, { endpoint: host, ...(report.asked_model === null ? {} : { model: report.asked_model }) });
}
