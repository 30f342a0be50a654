// @vitest-environment node
// The pull loop: what it asks, when it stops, and what it does with gaps, released calls and a broken door.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Frame } from '../src/ipc/bindings';
import { type FrameHost, FrameLoop, readFrame } from '../src/ipc/frames';

const frame = (part: Partial<Frame> = {}): Frame => ({ cursor: 1, resync: false, running: true, answers: [], ...part });
const body = (value: Frame): ArrayBuffer => new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer;
const patch = { conversation: 'c' } as Frame['answers'][number];

/** A host whose replies are handed out one by one; nobody waits. */
class Script implements FrameHost {
  replies: (() => unknown)[] = [];
  asked: number[] = [];
  applied: Frame[] = [];
  resyncs = 0;
  reloads = 0;
  ok = true;
  isHidden = false;
  runs = false;
  paint: () => Promise<void> = () => Promise.resolve();
  #ended: () => void = () => {};
  readonly ended = new Promise<void>((resolve) => (this.#ended = resolve));

  next(_viewer: string, cursor: number): Promise<unknown> {
    this.asked.push(cursor);
    const reply = this.replies.shift();
    if (reply) return Promise.resolve().then(reply);
    this.#ended();
    return new Promise(() => {});
  }
  apply(value: Frame): boolean {
    this.applied.push(value);
    return this.ok;
  }
  resync(): Promise<void> {
    this.resyncs += 1;
    return Promise.resolve();
  }
  running(): boolean {
    return this.runs;
  }
  hidden(): boolean {
    return this.isHidden;
  }
  reload(): void {
    this.reloads += 1;
  }
  painted(): Promise<void> {
    return this.paint();
  }
  sleep(): Promise<void> {
    return Promise.resolve();
  }
}

let host: Script;
let loop: FrameLoop;

beforeEach(() => {
  host = new Script();
  loop = new FrameLoop('viewer', host);
});

/** Lets every promise that can settle do so. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('readFrame', () => {
  it('reads a raw body', () => expect(readFrame(body(frame()))).toEqual({ kind: 'frame', frame: frame() }));
  it('takes an empty body as released', () => expect(readFrame(new ArrayBuffer(0))).toEqual({ kind: 'released' }));
  it('takes anything else as a broken door', () => expect(readFrame([1, 2])).toEqual({ kind: 'broken' }));
});

describe('the loop', () => {
  it('hands the cursor on and stops when nothing runs', async () => {
    host.replies = [() => body(frame({ cursor: 7 })), () => body(frame({ cursor: 8, running: false }))];
    loop.start();
    await settled();
    expect(host.asked).toEqual([0, 7]);
    expect(host.applied).toHaveLength(2);
  });

  it('asks for the next frame once the last one is painted, and then at once', async () => {
    let paint = (): void => {};
    host.paint = () => new Promise((resolve) => (paint = resolve));
    host.sleep = () => Promise.reject(new Error('nothing else is waited for'));
    host.replies = [() => body(frame()), () => body(frame({ running: false }))];
    loop.start();
    await settled();
    expect(host.asked).toHaveLength(1);
    paint();
    await settled();
    expect(host.asked).toHaveLength(2);
  });

  it('goes on when something was started during the last call', async () => {
    host.replies = [() => (loop.start(), body(frame({ cursor: 3, running: false })))];
    loop.start();
    await host.ended;
    expect(host.asked).toEqual([0, 3]);
  });

  it('reads the conversation again when told to', async () => {
    host.replies = [() => body(frame({ resync: true, running: false }))];
    loop.start();
    await settled();
    expect(host.resyncs).toBe(1);
    expect(host.applied).toHaveLength(0);
  });

  it('reads the conversation again after a gap', async () => {
    host.ok = false;
    host.replies = [() => body(frame({ running: false }))];
    loop.start();
    await settled();
    expect(host.resyncs).toBe(1);
  });

  it('does not draw patches that crossed a snapshot, but reads again', async () => {
    host.replies = [() => (loop.snapshotDrawn(), body(frame({ running: false, answers: [patch] })))];
    loop.start();
    await settled();
    expect(host.applied).toHaveLength(0);
    expect(host.resyncs).toBe(1);
  });

  it('asks again after a released call only while something runs', async () => {
    host.replies = [() => new ArrayBuffer(0), () => body(frame({ running: false }))];
    host.runs = true;
    loop.start();
    await settled();
    expect(host.asked).toHaveLength(2);

    host.runs = false;
    host.replies = [() => new ArrayBuffer(0)];
    loop.start();
    await settled();
    expect(host.asked).toHaveLength(3);
  });

  it('goes on after a failed call while something runs', async () => {
    host.runs = true;
    host.replies = [() => Promise.reject(new Error('no')), () => body(frame({ running: false }))];
    loop.start();
    await settled();
    expect(host.asked).toHaveLength(2);
  });

  it('reloads the page when the body is not raw', async () => {
    host.replies = [() => [123, 125]];
    loop.start();
    await settled();
    expect(host.reloads).toBe(1);
    expect(host.asked).toHaveLength(1);
  });

  it('does not ask while hidden, and goes on when shown again', async () => {
    host.isHidden = true;
    loop.start();
    await settled();
    expect(host.asked).toHaveLength(0);
    host.isHidden = false;
    loop.wake();
    await host.ended;
    expect(host.asked).toHaveLength(1);
  });
});
