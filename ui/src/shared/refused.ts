// Why a form was refused, in words.

import en from '../../messages/en.json';
import type { Failure, FailureReason } from '../ipc/bindings';
import { fill } from './t';

const reasons: Partial<Record<FailureReason, string>> = en.refused;

/** Returns why it was refused; `null` where there is no text for it. */
export function refusedWords(failure: Failure): string | null {
  const { field, reason } = failure.details;
  if (field === undefined || reason === undefined || !Object.hasOwn(reasons, reason)) return null;
  const values = Object.fromEntries(
    Object.entries(failure.details).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return fill(reasons[reason] ?? '', values);
}
