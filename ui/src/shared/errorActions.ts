// What an error card offers beside *Retry*, and what it says about the charge.

import type { ErrorCode, Failure } from '../ipc/bindings';
import { caseOf } from './failure';

/** The second way round. */
export type Way =
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
/** Whether the failed request costs: surely not, for what arrived, or nobody knows. */
export type Charge = 'none' | 'partial' | 'unknown' | null;
export type Offer = { ways: readonly Way[]; charge: Charge };

const OFFERS: Record<ErrorCode, Offer> = {
  unauthorised: { ways: ['key'], charge: 'none' },
  forbidden: { ways: ['account', 'model'], charge: 'none' },
  unknown_model: { ways: ['model'], charge: 'none' },
  quota: { ways: ['account', 'model'], charge: 'none' },
  rate_limited: { ways: ['model'], charge: 'none' },
  context_exceeded: { ways: ['newChat', 'model'], charge: 'none' },
  content_policy: { ways: ['model'], charge: 'unknown' },
  parameter_refused: { ways: ['endpoint', 'model'], charge: 'none' },
  bad_request: { ways: ['model'], charge: 'none' },
  not_an_api: { ways: ['address'], charge: 'none' },
  gateway: { ways: ['model'], charge: 'unknown' },
  tls: { ways: ['network'], charge: 'none' },
  dns: { ways: ['network'], charge: 'none' },
  connect: { ways: ['network'], charge: 'none' },
  proxy: { ways: ['network'], charge: 'none' },
  timeout: { ways: ['model'], charge: 'unknown' },
  malformed: { ways: ['model'], charge: 'partial' },
  cut_off: { ways: [], charge: 'partial' },
  too_large: { ways: ['model'], charge: 'partial' },
  redirect: { ways: ['address'], charge: 'none' },
  server_error: { ways: ['model'], charge: 'unknown' },
  cancelled: { ways: [], charge: 'partial' },
  no_key: { ways: ['key'], charge: 'none' },
  keyring_locked: { ways: ['unlock'], charge: 'none' },
  keyring_unavailable: { ways: ['keyring'], charge: 'none' },
  storage_failed: { ways: [], charge: null },
  cap_reached: { ways: ['budgets'], charge: 'none' },
  internal: { ways: [], charge: 'unknown' },
};

const CASES: Record<string, Offer> = {
  other_route: { ways: ['model'], charge: 'none' },
  plain_http: { ways: ['endpoint'], charge: 'none' },
  cap_send: { ways: ['budgets'], charge: 'none' },
  cap_day: { ways: ['budgets'], charge: 'none' },
  cap_month: { ways: ['budgets'], charge: 'none' },
  cap_running: { ways: ['budgets'], charge: 'partial' },
  endpoint_removed: { ways: ['settings', 'model'], charge: 'none' },
};

/** Failures the same request cannot get over: *Retry* is no way on. */
const FINAL: ReadonlySet<string> = new Set(['other_route', 'endpoint_removed']);

/** What is offered for a failure. A timeout on the way to the server is a matter of the network. */
export function offerOf(failure: Failure): Offer {
  const special = CASES[caseOf(failure) ?? ''];
  if (special) return special;
  if (failure.code === 'timeout' && failure.details.reason === 'connect') return OFFERS.connect;
  return OFFERS[failure.code] ?? OFFERS.internal;
}

/** What a request that failed with this code costs. */
export function chargeOf(code: ErrorCode): Charge {
  return (OFFERS[code] ?? OFFERS.internal).charge;
}

/** Whether asking the same again is offered. */
export function mayRetry(failure: Failure): boolean {
  return !FINAL.has(caseOf(failure) ?? '');
}
