// Commands as the page calls them.

import type { Failure } from './bindings';
import type { Arguments, CommandName, Port, Reply } from './port';
import { tauriPort } from './tauri';

let door: Port = tauriPort;

/** Puts another door in place: tests, and a plain browser during development. */
export function useDoor(port: Port): void {
  door = port;
}

/** Runs a command. */
export function call<N extends CommandName>(name: N, ...args: Arguments<N>): Reply<N> {
  return door.call(name, ...args);
}

export const imageUrl: Port['imageUrl'] = (hash) => door.imageUrl(hash);
export const attach: Port['attach'] = (file) => door.attach(file);
export const nextFrame: Port['nextFrame'] = (viewer, cursor) => door.nextFrame(viewer, cursor);
export const onCheck: Port['onCheck'] = (hear) => door.onCheck(hear);
export const onNews: Port['onNews'] = (hear) => door.onNews(hear);
export const onClosing: Port['onClosing'] = (hear) => door.onClosing(hear);

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
    details: { cause: String(error) },
  };
}
