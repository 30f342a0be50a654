// Every reason and cause that Rust gives has words, or is listed here as one whose error code says enough. One in neither
// place does not compile; nor do words for a reason that Rust does not know.

import type en from '../../messages/en.json';
import type { ConnectionFault, CutOffCause, ErrorCode, RefusalReason, StorageCause } from '../ipc/bindings';

type None<T extends never> = T;
type Refused = keyof typeof en.refused;
type Case = keyof typeof en.cases;
type Why = keyof typeof en.why;

/** Refusals that only a page that is out of date meets, or that the place itself explains. */
type PlainRefusal =
  | 'unknown_tab'
  | 'unknown_answer'
  | 'unknown_turn'
  | 'closed_tab'
  | 'open_tab'
  | 'too_many_tabs'
  | 'has_history'
  | 'no_tabs'
  | 'empty_prompt'
  | 'empty_title'
  | 'reserved_parameter'
  | 'taken_id'
  | 'still_running'
  | 'not_newest'
  | 'nothing_to_adopt'
  | 'not_on_path'
  | 'elsewhere'
  | 'nothing_to_continue'
  | 'command_id_reused'
  | 'unknown'
  | 'looks_secret'
  | 'limit_seconds'
  | 'limit_tokens'
  | 'url'
  | 'unknown_endpoint'
  | 'no_endpoint'
  | 'not_found'
  | 'demo'
  | 'key_of_another_origin'
  | 'header_of_another_origin'
  | 'key_unfit_for_a_header'
  | 'http_client'
  | 'price'
  | 'set'
  | 'clipboard'
  | 'zoom'
  | 'link'
  | 'browser';
/** Faults whose code has a sentence of its own. */
type PlainFault =
  | 'reply'
  | 'client_certificate_required'
  | 'client_certificate_refused'
  | 'old_version'
  | 'auth'
  | 'refused_by_proxy'
  | 'not_a_proxy'
  | 'dns';
/** Causes of `storage_failed`: the console tells them apart, the window does not. */
type PlainStorage = Exclude<StorageCause, 'attachment_missing'>;
/** Time limits, the detail `limit`, have words among the causes; so has a certificate of which nothing is known. */
type OtherWhy = 'connect' | 'first_content' | 'silence' | 'list' | Extract<ErrorCode, 'tls'>;
/** The checks. */
export type Checks = [
  None<Exclude<RefusalReason, Refused | Case | PlainRefusal>>,
  None<Exclude<ConnectionFault, Why | PlainFault>>,
  None<Exclude<CutOffCause, Why | 'timeout'>>,
  None<Exclude<StorageCause, Why | PlainStorage>>,
  None<Exclude<Refused | Case, RefusalReason>>,
  None<Exclude<Why, ConnectionFault | CutOffCause | StorageCause | OtherWhy>>,
];
