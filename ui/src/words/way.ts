// What an error card offers beside *Retry*, and what it says about the charge.

import type { ErrorCode } from '../ipc/bindings';

/** The second way round. */
export type Way = 'model' | 'key' | 'endpoint' | 'unlock' | 'keyring' | 'settings' | null;
/** Whether the failed request costs: surely not, for what arrived, or nobody knows. */
export type Charge = 'none' | 'partial' | 'unknown' | null;

const WAYS: Record<ErrorCode, { way: Way; charge: Charge }> = {
  unauthorised: { way: 'key', charge: 'none' },
  forbidden: { way: 'model', charge: 'none' },
  unknown_model: { way: 'model', charge: 'none' },
  quota: { way: 'model', charge: 'none' },
  rate_limited: { way: 'model', charge: 'none' },
  context_exceeded: { way: 'model', charge: 'none' },
  content_policy: { way: 'model', charge: 'unknown' },
  parameter_refused: { way: 'model', charge: 'none' },
  bad_request: { way: 'model', charge: 'none' },
  not_an_api: { way: 'endpoint', charge: 'none' },
  gateway: { way: 'model', charge: 'unknown' },
  tls: { way: 'endpoint', charge: 'none' },
  dns: { way: 'endpoint', charge: 'none' },
  connect: { way: 'endpoint', charge: 'none' },
  proxy: { way: 'settings', charge: 'none' },
  timeout: { way: 'model', charge: 'unknown' },
  malformed: { way: 'model', charge: 'partial' },
  cut_off: { way: null, charge: 'partial' },
  too_large: { way: 'model', charge: 'partial' },
  redirect: { way: 'endpoint', charge: 'none' },
  server_error: { way: 'model', charge: 'unknown' },
  cancelled: { way: null, charge: 'partial' },
  no_key: { way: 'key', charge: 'none' },
  keyring_locked: { way: 'unlock', charge: 'none' },
  keyring_unavailable: { way: 'keyring', charge: 'none' },
  storage_failed: { way: null, charge: null },
  cap_reached: { way: 'settings', charge: 'none' },
  internal: { way: null, charge: 'unknown' },
};

/** What is offered for a code. */
export function wayOf(code: ErrorCode): { way: Way; charge: Charge } {
  return WAYS[code] ?? WAYS.internal;
}
