// Ties the frame loop and the app's news to what is shown.

import { nextFrame, onNews } from '../ipc';
import type { AnswerPatch, Frame, News } from '../ipc/bindings';
import { FrameLoop } from '../ipc/frames';
import { t } from '../words/t';
import { activeTab, endSentence, events, turnSentence } from './announce.svelte';
import { app } from './app.svelte';
import { attempt, chat } from './chat.svelte';
import { composer } from './composer.svelte';
import { isFinal } from './answer.svelte';
import { keyring } from './keyring.svelte';
import { list } from './list.svelte';
import { toasts } from './toast.svelte';

const loop = new FrameLoop(crypto.randomUUID(), {
  next: nextFrame,
  apply: drawFrame,
  resync: () => chat.resync(),
  running: () => (chat.open?.running.length ?? 0) > 0 || list.rows.some((row) => row.running),
  hidden: () => document.hidden,
  reload: () => location.reload(),
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

/** News that came before the first screen was drawn. */
const early: News[] = [];
let live = false;

/** Starts listening; before the page reads anything, so that nothing falls in between. */
export async function listen(): Promise<void> {
  await onNews((news) => {
    if (live) void attempt(() => hear(news));
    else early.push(news);
  });
}

/** The first screen is drawn: goes on with what was heard, and asks where something runs. */
export function goLive(): void {
  chat.hook({ started: () => loop.start(), snapshotDrawn: () => loop.snapshotDrawn() });
  document.addEventListener('visibilitychange', () => (document.hidden ? void composer.flush() : loop.wake()));
  window.addEventListener('pagehide', () => void composer.flush());
  live = true;
  for (const news of early.splice(0)) void attempt(() => hear(news));
  loop.wake();
}

async function hear(news: News): Promise<void> {
  if (news.kind === 'running') return loop.start();
  if (news.kind === 'conversations') return list.read();
  if (news.kind === 'endpoints') return app.readEndpoints();
  if (news.kind === 'conversation') return news.id === chat.open?.id ? chat.resync() : list.read();
  app.storageFailed = true;
  toasts.show(t('toast.storageFailed'), 'alert');
}

function drawFrame(frame: Frame): boolean {
  const ended = frame.answers.filter(endsNow);
  const ok = chat.apply(frame);
  if (ok) ended.forEach(announce);
  return ok;
}

function endsNow(patch: AnswerPatch): boolean {
  const held = chat.open?.find(patch.tab)?.answer(patch.answer);
  return held !== undefined && held !== null && held.running && isFinal(patch.ended?.state ?? patch.state);
}

function announce(patch: AnswerPatch): void {
  const open = chat.open;
  const tab = open?.find(patch.tab);
  const answer = tab?.answer(patch.answer);
  if (!open || !tab || !answer) return;
  keyring.heard(answer.failure);
  if (tab.id === open.tab?.id) activeTab.say(endSentence(answer));
  const turn = tab.entries.at(-1)?.turn;
  const answers = open.tabs.flatMap((each) => each.entries.filter((entry) => entry.turn === turn).map((entry) => entry.answer));
  if (answers.length > 1) events.say(() => turnSentence(answers.map((each) => each.state)));
}
