// The pull loop for running answers: ask, apply, wait until that is painted, ask again.
//
// A call is held open in Rust until something changed and the next frame is due; the pace is kept there, so that no
// wait
// adds to another. The loop runs only while something runs and the page is visible;
// `start` is called when an answer starts here or elsewhere.

import type { Frame } from './bindings';

/** After a released or failed call, milliseconds. */
const PAUSE_MS = 250;

/** What the loop needs from its surroundings. */
export interface FrameHost {
  /** Asks for the next frame. */
  next(viewer: string, cursor: number): Promise<unknown>;
  /** Draws a frame. False when the page has missed something. */
  apply(frame: Frame): boolean;
  /** Reads the open conversation again. */
  resync(): Promise<void>;
  /** Whether something still runs, as far as the page knows. */
  running(): boolean;
  /** Whether the page is hidden: then it does not ask. */
  hidden(): boolean;
  /** The backend failed for good: reloads the page. */
  reload(): void;
  /** Waits until what was drawn is painted: a page that paints slowly asks less often. */
  painted(): Promise<void>;
  /** Waits. */
  sleep(ms: number): Promise<void>;
}

/** What came back from one call. */
type Reply = { kind: 'frame'; frame: Frame } | { kind: 'released' } | { kind: 'failed' } | { kind: 'broken' };

/** Reads a raw body. An empty one means that Rust let go of the call. */
export function readFrame(body: unknown): Reply {
  if (!(body instanceof ArrayBuffer)) return { kind: 'broken' };
  if (body.byteLength === 0) return { kind: 'released' };
  return { kind: 'frame', frame: JSON.parse(new TextDecoder().decode(body)) as Frame };
}

/** One loop a page. */
export class FrameLoop {
  readonly viewer: string;
  readonly #host: FrameHost;
  #cursor = 0;
  #starts = 0;
  #wanted = false;
  #active = false;
  #snapshots = 0;

  constructor(viewer: string, host: FrameHost) {
    this.viewer = viewer;
    this.#host = host;
  }

  /** Something runs: ask until nothing does. */
  start(): void {
    this.#starts += 1;
    this.#wanted = true;
    if (!this.#active) void this.#run();
  }

  /** The page became visible again. */
  wake(): void {
    if (this.#wanted || this.#host.running()) this.start();
  }

  /** A snapshot was drawn: the reply to a call in flight is stale. */
  snapshotDrawn(): void {
    this.#snapshots += 1;
  }

  async #run(): Promise<void> {
    this.#active = true;
    try {
      while (this.#wanted && !this.#host.hidden()) await this.#step();
    } finally {
      this.#active = false;
    }
  }

  async #step(): Promise<void> {
    const starts = this.#starts;
    const snapshots = this.#snapshots;
    const reply = await this.#ask();
    if (reply.kind === 'broken') return this.#giveUp();
    if (reply.kind === 'frame') {
      await this.#take(reply.frame, this.#snapshots !== snapshots);
      if (!reply.frame.running && this.#starts === starts) this.#wanted = false;
      return this.#host.painted();
    }
    if (this.#starts === starts) this.#wanted = this.#host.running();
    return this.#host.sleep(PAUSE_MS);
  }

  async #ask(): Promise<Reply> {
    try {
      return readFrame(await this.#host.next(this.viewer, this.#cursor));
    } catch {
      return { kind: 'failed' };
    }
  }

  async #take(frame: Frame, stale: boolean): Promise<void> {
    this.#cursor = frame.cursor;
    const missed = frame.resync || (stale && frame.answers.length > 0);
    if (missed || !this.#host.apply(frame)) await this.#host.resync();
  }

  #giveUp(): void {
    this.#wanted = false;
    this.#host.reload();
  }
}
