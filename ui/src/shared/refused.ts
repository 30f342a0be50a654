// What Rust refused of a form, in words, and which part of the form it stands in.

import en from '../../messages/en.json';
import type { Section } from '../endpoint/settings.svelte';
import type { Failure } from '../ipc/bindings';
import { fill } from './t';

const SECTIONS: Record<string, Section> = {
  headers: 'headers',
  auth_header: 'auth',
  query: 'auth',
  proxy: 'network',
  ca_pem: 'network',
  client_cert: 'network',
  limits: 'limits',
  extra_body: 'body',
};
const reasons = en.refused as Partial<Record<string, string>>;

/** The part of the form a failure is about. */
export function sectionOf(failure: Failure | null): Section | null {
  const field = failure?.code === 'bad_request' ? failure.details.field : undefined;
  return field !== undefined && Object.hasOwn(SECTIONS, field) ? (SECTIONS[field] ?? null) : null;
}

/** Why it was refused; `null` where no words are known. */
export function refusedWords(failure: Failure): string | null {
  const { field, reason } = failure.details;
  if (field === undefined || reason === undefined || !Object.hasOwn(reasons, reason)) return null;
  const values = Object.fromEntries(
    Object.entries(failure.details).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return fill(reasons[reason] ?? '', values);
}
