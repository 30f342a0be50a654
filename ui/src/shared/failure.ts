// A failure in words: from the message files, by its code. What a server said is shown beside it, never instead of it.

import en from '../../messages/en.json';
import type { ErrorCode, Failure } from '../ipc/bindings';
import { count, spokenSeconds } from './format';
import { refusedWords } from './refused';
import { fill, t, type Values } from './t';

/** `heading` and `body` take title's and text's place on a card, where both are read together; `wait` takes the text's place when the server said how long to wait. */
type Entry = { title: string; heading?: string; body?: string; text: string; wait?: string; action?: string };
/** What a reason makes of a failure whatever its code; `label` is for a tab's corner. */
type Case = { title: string; text: string; label: string };
const entries = en.errors as Partial<Record<ErrorCode, Entry>>;
const cases: Record<CaseReason, Case> = en.cases;
const causes = en.why as Partial<Record<string, string>>;

/** A reason that has a card of its own, such as `other_route` (quirk 48). */
export type CaseReason = keyof typeof en.cases;

/** A failure ready to be shown. */
export type FailureWords = { title: string; text: string; action: string | null };

/** What is known about where it happened: fills the sentences' placeholders. */
export type Place = { endpoint?: string; model?: string };

/** The reason, if it has a card of its own. */
export function caseOf(failure: Failure): CaseReason | null {
  const reason = failure.details.reason;
  return reason !== undefined && Object.hasOwn(cases, reason) ? (reason as CaseReason) : null;
}

/** The title over a text. */
export function failureHeading(failure: Failure, place: Place = {}): string {
  const heading = caseOf(failure) ? undefined : entries[failure.code]?.heading;
  return heading ? known(heading, valuesOf(failure, place)) : failureWords(failure, place).title;
}

/** The words for a failure. A sentence that needs a value nobody knows is left out. */
export function failureWords(failure: Failure, place: Place = {}): FailureWords {
  const special = caseOf(failure);
  const entry: Entry | undefined = special ? cases[special] : (entries[failure.code] ?? entries.internal);
  const values = valuesOf(failure, place);
  if (!entry) return { title: failure.code, text: '', action: null };
  const advice = failure.retry_after_ms !== null && entry.wait ? entry.wait : (entry.body ?? entry.text);
  return {
    title: known(entry.title, values) || failure.code,
    text: known([causeOf(failure), advice].filter(Boolean).join(' '), values),
    action: entry.action ? known(entry.action, values) : null,
  };
}

/** Two words for a tab's corner. */
export function failureLabel(failure: Failure): string {
  const special = caseOf(failure);
  return special ? cases[special].label : t(`failed.${failure.code}`);
}

/** One sentence for places without room. */
export function failureSentence(failure: Failure, place: Place = {}): string {
  const refused = refusedWords(failure);
  if (refused !== null) return refused;
  const words = failureWords(failure, place);
  return words.text ? t('common.cause', { title: failureHeading(failure, place), text: words.text }) : words.title;
}

/** What exactly went wrong, as far as the code does not say it: “Nothing listens there.” */
function causeOf(failure: Failure): string {
  const { reason, limit, cause } = failure.details;
  const named = [limit, reason, cause].find((word) => word !== undefined && Object.hasOwn(causes, word));
  return causes[named ?? failure.code] ?? '';
}

function valuesOf(failure: Failure, place: Place): Values {
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
