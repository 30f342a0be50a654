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

/** Listens for commands that change something, as they begin. */
export function onAct(hear: () => void): void {
  acted = hear;
}

/** A new id for a command that changes something: it happens at most once per id. */
export function commandId(): string {
  acted();
  return crypto.randomUUID();
}

/** Returns the failure of a rejected command. Anything that isn't a `Failure` counts as an internal error. */
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
