// Commands as the page calls them.

import type { Failure } from './bindings';
import type { Arguments, CommandName, Port, Reply } from './port';
import { tauriPort } from './tauri';

let backend: Port = tauriPort;

/** Replaces the backend that commands go to: in tests, and in a plain browser during development. */
export function setBackend(port: Port): void {
  backend = port;
}

/** Runs a command. */
export function call<N extends CommandName>(name: N, ...args: Arguments<N>): Reply<N> {
  return backend.call(name, ...args);
}

export const imageUrl: Port['imageUrl'] = (hash) => backend.imageUrl(hash);
export const attach: Port['attach'] = (file) => backend.attach(file);
export const nextFrame: Port['nextFrame'] = (viewer, cursor) => backend.nextFrame(viewer, cursor);
export const onCheck: Port['onCheck'] = (hear) => backend.onCheck(hear);
export const onNews: Port['onNews'] = (hear) => backend.onNews(hear);
export const onClosing: Port['onClosing'] = (hear) => backend.onClosing(hear);

let acted: () => void = () => {};

/** Hears of each command that changes something, as it begins. */
export function onAct(hear: () => void): void {
  acted = hear;
}

/** A new id for a command that changes something: it happens at most once per id. */
export function commandId(): string {
  acted();
  return crypto.randomUUID();
}

/** What a rejected command says. Anything that is no `Failure` counts as an inner error. */
export function failureOf(error: unknown): Failure {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Failure;
  return {
    code: 'internal',
    status: null,
    provider_message: null,
    request_id: null,
    retry_after_ms: null,
    retryable: false,
    details: { error: String(error) },
  };
}
