// The words of a check: one line per step in a fixed order, a headline, and a text to share.

import type { CheckOutcome, CheckReport, CheckStep, StepName } from '../ipc/bindings';
import { NOTHING_YET, type Underway } from './checks.svelte';
import { failureSentence, failureWords } from '../shared/failure';
import { count, stepTime } from '../shared/format';
import { t } from '../shared/t';

export const STEPS: readonly StepName[] = ['address', 'tls', 'key', 'model', 'streaming', 'usage'];

/** `pending`: not begun; `running`: in progress. */
export type LineOutcome = CheckOutcome | 'pending' | 'running';
export type StepLine = { name: StepName; outcome: LineOutcome; title: string; sentence: string; time: string };

/** What is known of a check: its report, or how far it is. */
export type Checked = { report: CheckReport | null; underway: Underway; host: string };

/** The lines of a report; of a check under way where there is none yet. */
export function stepLines({ report, underway, host }: Checked): StepLine[] {
  return STEPS.map((name) => {
    const step = (report ?? underway).steps.find((each) => each.name === name);
    const outcome: LineOutcome =
      step?.outcome ?? (report ? 'skipped' : name === underway.running ? 'running' : 'pending');
    const time = step && step.outcome !== 'skipped' && step.ms !== null ? stepTime(step.ms) : '';
    return {
      name,
      outcome,
      title: t(`check.${name}`),
      sentence: step ? sentence(step, { report, underway, host }) : waiting(name, underway, report),
      time,
    };
  });
}

/** The heading of the card. */
export function headline(report: CheckReport, host: string): { title: string; text: string } {
  const at = STEPS.findIndex((name) => outcomeOf(report, name) === 'failed');
  if (report.failure === null || at < 0) return works(report);
  const stopped = t('check.stoppedAt', { n: at + 1 });
  const refused = STEPS[at] === 'key' && report.failure.code === 'unauthorised';
  const title = refused ? t('check.keyRefused') : `${failureWords(report.failure, placeOf(report, host)).title}.`;
  return { title, text: report.asked_model === null ? `${stopped} ${t('charge.none')}` : stopped };
}

/** Whether the server lists no model to ask, so that the person may name one. On this computer none is asked: that
 *  could load it. */
export function wantsModel(report: CheckReport): boolean {
  if (report.steps.some((step) => step.reason === 'local_model')) return false;
  return (
    report.asked_model === null &&
    report.steps.some((step) => step.reason === 'no_list' || step.reason === 'no_chat_model')
  );
}

/** Whether it works, but not all of it. */
export function hasGaps(report: CheckReport): boolean {
  return report.steps.some((step) => step.outcome === 'warned');
}

/** Returns the report as text, without a key. */
export function reportText(report: CheckReport, host: string): string {
  const lines = stepLines({ report, underway: NOTHING_YET, host }).map((line) =>
    `${t(`check.outcome.${line.outcome}`)}  ${line.title}: ${line.sentence} ${line.time}`.trimEnd(),
  );
  const failure = report.failure;
  const said = [failure?.status, failure?.provider_message, failure?.request_id].filter(Boolean).join(' ');
  return [host, headline(report, host).title, ...lines, said].filter(Boolean).join('\n');
}

function works(report: CheckReport): { title: string; text: string } {
  const ms = report.steps.reduce((sum, step) => sum + (step.ms ?? 0), 0);
  const gaps = report.steps.filter((step) => step.outcome === 'warned').length;
  const cost = report.asked_model === null ? t('check.costNothing') : t('check.costLittle');
  return {
    title: gaps === 0 ? t('check.works') : t('check.worksWithGaps', { count: gaps }),
    text: `${t('check.took', { time: stepTime(ms) })} ${cost}`,
  };
}

function placeOf(report: CheckReport, host: string): { endpoint: string; model?: string } {
  return { endpoint: host, ...(report.asked_model === null ? {} : { model: report.asked_model }) };
}

function outcomeOf(report: CheckReport, name: StepName): CheckOutcome {
  return report.steps.find((step) => step.name === name)?.outcome ?? 'skipped';
}

/** Returns what a running step is doing. */
function waiting(name: StepName, { running, asking }: Underway, report: CheckReport | null): string {
  if (report) return t('check.notTried');
  return name === running && asking !== null ? t('check.askingModel', { model: asking }) : '';
}

function sentence(step: CheckStep, about: Checked): string {
  const { report, underway, host } = about;
  const model = report?.asked_model ?? underway.asking ?? t('common.theModel');
  if (step.outcome === 'failed') return failed(step, report, host);
  if (step.reason !== null) return t(`check.reason.${step.reason}`, { host, model });
  if (step.outcome === 'skipped') return t('check.notTried');
  return worked(step.name, report, { host, model });
}

function worked(name: StepName, report: CheckReport | null, { host, model }: { host: string; model: string }): string {
  const listed = report?.listed ?? null;
  const pieces = report?.pieces ?? null;
  if (name === 'address') return t('check.answers', { host });
  if (name === 'tls') return t('check.trusted');
  if (name === 'key') return t('check.keyAccepted');
  if (name === 'model')
    return (
      [
        listed === null ? '' : t('check.listedCount', { count: listed, n: count(listed) }),
        report && report.asked_model === null ? '' : t('check.answered', { model }),
      ]
        .filter(Boolean)
        .join(' ') || t('check.listed')
    );
  if (name === 'streaming')
    return pieces === null ? t('check.streams') : t('check.pieces', { count: pieces, n: count(pieces) });
  return t('check.counted');
}

function failed(step: CheckStep, report: CheckReport | null, host: string): string {
  const failure = report?.failure;
  if (!failure) return '';
  if (step.name === 'key' && failure.code === 'unauthorised')
    return t('check.refused', { status: failure.status ?? '' }).replace(/^: /, '');
  return failureSentence(failure, placeOf(report, host));
}
