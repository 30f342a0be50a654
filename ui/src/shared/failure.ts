// The words for a failure, by its code. The server's own message is shown beside them, never instead.

import en from '../../messages/en.json';
import type { ErrorCode, Failure } from '../ipc/bindings';
import { count, spokenSeconds } from './format';
import { refusedWords } from './refused';
import { fill, t, type Values } from './t';

/** `heading` and `body` take title's and text's place on a card, where both are read together; `wait` takes the text's
 *  place when the server said how long to wait. */
type ErrorText = { title: string; heading?: string; body?: string; text: string; wait?: string; action?: string };
/** The texts of a failure with a special reason, whatever its code; `label` is for a tab. */
type SpecialCase = { title: string; text: string; label: string };
const entries = en.errors as Partial<Record<ErrorCode, ErrorText>>;
const cases: Record<CaseReason, SpecialCase> = en.cases;
const causes = en.why as Partial<Record<string, string>>;

/** A reason that has a card of its own, such as `other_route` (quirk 48). */
export type CaseReason = keyof typeof en.cases;

/** A failure ready to be shown. */
export type FailureWords = { title: string; text: string; action: string | null };

/** What is known about where it happened: fills the sentences' placeholders. */
export type FailurePlace = { endpoint?: string; model?: string };

/** The reason, if it has a card of its own. */
export function caseOf(failure: Failure): CaseReason | null {
  const reason = failure.details.reason;
  return reason !== undefined && Object.hasOwn(cases, reason) ? (reason as CaseReason) : null;
}

/** The title over a text. */
export function failureHeading(failure: Failure, place: FailurePlace = {}): string {
  const heading = caseOf(failure) ? undefined : entries[failure.code]?.heading;
  return heading ? known(heading, valuesOf(failure, place)) : failureWords(failure, place).title;
}

/** The words for a failure. A sentence that needs a value nobody knows is left out. */
export function failureWords(failure: Failure, place: FailurePlace = {}): FailureWords {
  const special = caseOf(failure);
  const entry: ErrorText | undefined = special ? cases[special] : (entries[failure.code] ?? entries.internal);
  const values = valuesOf(failure, place);
  if (!entry) return { title: failure.code, text: '', action: null };
  const advice = failure.retry_after_ms !== null && entry.wait ? entry.wait : (entry.body ?? entry.text);
  return {
    title: known(entry.title, values) || failure.code,
    text: known([causeOf(failure), advice].filter(Boolean).join(' '), values),
    action: entry.action ? known(entry.action, values) : null,
  };
}

/** A short label for a tab. */
export function failureLabel(failure: Failure): string {
  const special = caseOf(failure);
  return special ? cases[special].label : t(`failed.${failure.code}`);
}

/** Returns one sentence, for small places. */
export function failureSentence(failure: Failure, place: FailurePlace = {}): string {
  const refused = refusedWords(failure);
  if (refused !== null) return refused;
  const words = failureWords(failure, place);
  return words.text ? t('common.cause', { title: failureHeading(failure, place), text: words.text }) : words.title;
}

/** Returns the exact cause, as far as the code doesn't say it. */
function causeOf(failure: Failure): string {
  const { reason, limit, cause } = failure.details;
  const named = [limit, reason, cause].find((word) => word !== undefined && Object.hasOwn(causes, word));
  return causes[named ?? failure.code] ?? '';
}

function valuesOf(failure: Failure, place: FailurePlace): Values {
  const endpoint = place.endpoint ?? t('common.theEndpoint');
  const values: Values = { host: endpoint, endpoint, model: place.model ?? t('common.theModel') };
  if (failure.status !== null) values.status = failure.status;
  if (failure.retry_after_ms !== null)
    values.time = spokenSeconds(Math.max(1000, Math.ceil(failure.retry_after_ms / 1000) * 1000));
  for (const [name, value] of Object.entries(failure.details))
    if (value !== undefined) values[name] = name.endsWith('_tokens') ? count(Number(value)) : value;
  return values;
}

function known(text: string, values: Values): string {
  const sentences = text.split(/(?<=[.!?])\s+/).map((sentence) => fill(sentence, values));
  return sentences.filter((sentence) => !/\{\w+\}/.test(sentence)).join(' ');
}
