// Connects the frame loop and the app's events to what is shown.

import { endSentence, turnSentence } from '../conversation/endings';
import { attempt } from '../shared/attempt';
import { nextFrame, onAct, onNews } from '../ipc';
import type { Frame, News } from '../ipc/bindings';
import { FrameLoop } from '../ipc/frames';
import { retrySpoken } from '../answer/retry';
import { t } from '../shared/t';
import { activeTab, events } from '../shared/announce.svelte';
import { app } from '../shared/app.svelte';
import { chat } from '../conversation/chat.svelte';
import { composer } from '../composer/draft.svelte';
import type { LiveTab, OpenConversation } from '../conversation/conversation.svelte';
import type { LiveAnswer } from '../conversation/answer.svelte';
import { keyring } from '../endpoint/keyring.svelte';
import { list } from '../conversation/list.svelte';
import { toasts } from '../shared/currentToast.svelte';

const loop = new FrameLoop(crypto.randomUUID(), {
  next: nextFrame,
  apply: drawFrame,
  resync: () => chat.resync(),
  running: () => (chat.open?.running.length ?? 0) > 0 || list.rows.some((row) => row.running),
  hidden: () => document.hidden,
  reload: () => location.reload(),
  painted,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

/** How long painting is waited for, milliseconds: a hidden page paints nothing. */
const PAINT_MS = 250;

/** Waits for the next painting and its end. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PAINT_MS);
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/** Events that arrived before the first screen was drawn. */
const early: News[] = [];
let live = false;

/** Starts listening, before the page reads anything, so that no event is missed. */
export async function listen(): Promise<void> {
  await onNews((news) => {
    if (live) void attempt(() => onNewsArrived(news));
    else early.push(news);
  });
}

/** Handles what arrived before the first screen was drawn, and starts the frame loop where something runs. */
export function goLive(): void {
  chat.listen({
    started: (asked) => {
      announceEnds(asked);
      loop.start();
    },
    drawn: () => {
      loop.snapshotDrawn();
      announceEnds();
    },
  });
  onAct(() => toasts.settle());
  document.addEventListener('visibilitychange', () => (document.hidden ? void composer.flush() : loop.wake()));
  window.addEventListener('pagehide', () => void composer.flush());
  live = true;
  for (const news of early.splice(0)) void attempt(() => onNewsArrived(news));
  loop.wake();
}

async function onNewsArrived(news: News): Promise<void> {
  if (news.kind === 'running') return loop.start();
  if (news.kind === 'conversations') return list.read();
  if (news.kind === 'endpoints') return app.readEndpoints();
  if (news.kind === 'conversation') return news.id === chat.open?.id ? chat.resync() : list.read();
  app.storageFailed = true;
  toasts.show(t('toast.storageFailed'), 'alert');
}

function drawFrame(frame: Frame): boolean {
  const ok = chat.apply(frame);
  announceEnds();
  return ok;
}

/** Answers that run or were requested, until their end is announced. */
const awaited = new Set<string>();

/** Announces each end once, whether a frame or a snapshot brought it: an answer may fail before the page knows of it.
 *  */
function announceEnds(asked: readonly string[] = []): void {
  for (const id of asked) awaited.add(id);
  const open = chat.open;
  for (const tab of open?.tabs ?? []) {
    for (const { turn, answer } of tab.entries) {
      if (answer.running) awaited.add(answer.id);
      if (open && answer.retry) announceWait(open, tab, answer);
      else if (open && answer.final && awaited.delete(answer.id)) announceEnd(open, tab, turn, answer);
    }
  }
}

/** The retry last announced, by answer. */
const told = new Map<string, number>();
/** A shorter wait is over before it is announced, milliseconds. */
const WORTH_TELLING_MS = 3000;

/** Announces once that an answer waits to be retried. */
function announceWait(open: OpenConversation, tab: LiveTab, answer: LiveAnswer): void {
  const { retry } = answer;
  const left = answer.waitLeft(performance.now());
  if (retry === null || told.get(answer.id) === retry.attempt || left < WORTH_TELLING_MS) return;
  told.set(answer.id, retry.attempt);
  const region = tab.id === open.tab?.id ? activeTab : events;
  region.say(() => retrySpoken(answer.model, retry, answer.waitLeft(performance.now())));
}

function announceEnd(open: OpenConversation, tab: LiveTab, turn: string, answer: LiveAnswer): void {
  keyring.noticeFailure(answer.failure);
  if (tab.id === open.tab?.id) activeTab.say(endSentence(answer));
  const answers = open.tabs.flatMap((each) =>
    each.entries.filter((entry) => entry.turn === turn).map((entry) => entry.answer),
  );
  if (answers.length > 1) events.say(() => turnSentence(answers.map((each) => each.state)));
}
