// What an error card offers beside *Retry*, and what it says about the charge.

import type { ErrorCode, Failure } from '../ipc/bindings';
import { type CaseReason, caseOf } from './failure';

/** What a person can do besides retrying. */
export type ErrorAction =
  | 'model'
  | 'key'
  | 'endpoint'
  | 'address'
  | 'network'
  | 'account'
  | 'newChat'
  | 'unlock'
  | 'keyring'
  | 'settings'
  | 'budgets';
/** Whether the failed request is charged: no, for what arrived, or unknown. */
export type Charge = 'none' | 'partial' | 'unknown' | null;
export type Offer = { actions: readonly ErrorAction[]; charge: Charge };

const OFFERS: Record<ErrorCode, Offer> = {
  unauthorised: { actions: ['key'], charge: 'none' },
  forbidden: { actions: ['account', 'model'], charge: 'none' },
  unknown_model: { actions: ['model'], charge: 'none' },
  quota: { actions: ['account', 'model'], charge: 'none' },
  rate_limited: { actions: ['model'], charge: 'none' },
  context_exceeded: { actions: ['newChat', 'model'], charge: 'none' },
  content_policy: { actions: ['model'], charge: 'unknown' },
  parameter_refused: { actions: ['endpoint', 'model'], charge: 'none' },
  bad_request: { actions: ['model'], charge: 'none' },
  not_an_api: { actions: ['address'], charge: 'none' },
  gateway: { actions: ['model'], charge: 'unknown' },
  tls: { actions: ['network'], charge: 'none' },
  dns: { actions: ['network'], charge: 'none' },
  connect: { actions: ['network'], charge: 'none' },
  proxy: { actions: ['network'], charge: 'none' },
  timeout: { actions: ['model'], charge: 'unknown' },
  malformed: { actions: ['model'], charge: 'partial' },
  cut_off: { actions: [], charge: 'partial' },
  too_large: { actions: ['model'], charge: 'partial' },
  redirect: { actions: ['address'], charge: 'none' },
  server_error: { actions: ['model'], charge: 'unknown' },
  cancelled: { actions: [], charge: 'partial' },
  no_key: { actions: ['key'], charge: 'none' },
  keyring_locked: { actions: ['unlock'], charge: 'none' },
  keyring_unavailable: { actions: ['keyring'], charge: 'none' },
  storage_failed: { actions: [], charge: null },
  cap_reached: { actions: ['budgets'], charge: 'none' },
  internal: { actions: [], charge: 'unknown' },
};

const CASES: Record<CaseReason, Offer> = {
  other_route: { actions: ['model'], charge: 'none' },
  plain_http: { actions: ['endpoint'], charge: 'none' },
  cap_send: { actions: ['budgets'], charge: 'none' },
  cap_day: { actions: ['budgets'], charge: 'none' },
  cap_month: { actions: ['budgets'], charge: 'none' },
  cap_running: { actions: ['budgets'], charge: 'partial' },
  endpoint_removed: { actions: ['settings', 'model'], charge: 'none' },
};

/** Failures that the same request would meet again: no *Retry*. */
const FINAL: ReadonlySet<CaseReason | null> = new Set<CaseReason>(['other_route', 'endpoint_removed']);

/** What is offered for a failure. A timeout on the way to the server is a matter of the network. */
export function actionsFor(failure: Failure): Offer {
  const special = caseOf(failure);
  if (special) return CASES[special];
  if (failure.code === 'timeout' && failure.details.reason === 'connect') return OFFERS.connect;
  return OFFERS[failure.code] ?? OFFERS.internal;
}

/** What a request that failed with this code costs. */
export function chargeOf(code: ErrorCode): Charge {
  return (OFFERS[code] ?? OFFERS.internal).charge;
}

/** Whether *Retry* is offered. */
export function mayRetry(failure: Failure): boolean {
  return !FINAL.has(caseOf(failure));
}
