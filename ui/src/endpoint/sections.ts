// Which part of the endpoint form a refusal from Rust is about.

import type { Failure, FormField } from '../ipc/bindings';
import type { Section } from './settings.svelte';

/** Fields of other forms: files, what was sent, spending caps, prices. */
type OtherField =
  'attachment' | 'sent' | 'send' | 'day' | 'month' | 'warn' | 'input' | 'output' | 'cached' | 'reasoning';

const SECTIONS: Record<Exclude<FormField, OtherField>, Section> = {
  headers: 'headers',
  auth_header: 'auth',
  query: 'auth',
  proxy: 'network',
  ca_pem: 'network',
  client_cert: 'network',
  limits: 'limits',
  extra_body: 'body',
};

/** The part of the form a failure is about. */
export function sectionOf(failure: Failure | null): Section | null {
  const field = failure?.code === 'bad_request' ? failure.details.field : undefined;
  return field !== undefined && Object.hasOwn(SECTIONS, field) ? SECTIONS[field as keyof typeof SECTIONS] : null;
}
