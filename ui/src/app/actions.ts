// Carries out what the keyboard map asked for.

import { tick } from 'svelte';
import { call } from '../ipc';
import { events } from '../shared/announce.svelte';
import { app } from '../shared/app.svelte';
import { attempt, chat } from '../conversation/chat.svelte';
import { branches } from '../branches/branches.svelte';
import type { LiveEntry, OpenConversation } from '../conversation/conversation.svelte';
import { diff } from '../diff/diff.svelte';
import { dialogs } from '../shared/dialogs.svelte';
import { inspector } from '../inspector/inspector.svelte';
import { list } from '../conversation/list.svelte';
import { sheet } from '../parameters/parameters.svelte';
import { hasRoom, linkScroll, reopenTab, shiftTab } from '../tabs/tabs.svelte';
import { toasts } from '../shared/toast.svelte';
import { placeOf } from '../conversation/names';
import { t } from '../shared/t';
import { focusAnswer, focusTab, moveTurn } from '../answer/reading';
import { moveRegion } from './regions';
import type { Act } from '../help/shortcuts';
import { layOut, toggleFullScreen, zoom } from './view';

/** Moves focus to the composer. */
export function focusComposer(): void {
  document.querySelector<HTMLElement>('[data-testid="composer"]')?.focus();
}

/** A new chat with the models of the one shown; an empty one shown is used. */
export async function newChat(): Promise<void> {
  app.toChat();
  if (chat.open && !chat.open.empty) await chat.create();
  if (!chat.open || chat.open.tabs.length === 0) dialogs.picker = 'choose';
  else requestAnimationFrame(focusComposer);
}

/** Opens the picker for the chat shown. */
export function chooseModels(): void {
  app.toChat();
  if (chat.open && !hasRoom(chat.open)) return;
  dialogs.picker = chat.open && chat.open.tabs.length > 0 ? 'add' : 'choose';
}

/** Closes a tab, and offers to take that back; the focus goes to its right neighbour, else to its left one, else to the composer. */
export async function closeTab(id: string): Promise<void> {
  const tabs = chat.open?.tabs ?? [];
  const at = tabs.findIndex((tab) => tab.id === id);
  const [conversation, tab, next] = [chat.open?.id, tabs[at], tabs[at + 1] ?? tabs[at - 1]];
  const name = tab && placeOf(tab);
  if (!conversation || !name || !(await chat.closeTab(id))) return;
  toasts.offer(t('tabs.closed', { name }), {
    label: t('common.undo'),
    hint: t('tabs.reopenKeys'),
    act: () => void takeBack(conversation),
  });
  await tick();
  if (next) focusTab(next.id);
  else focusComposer();
}

/** The tab closed last in a conversation stands again, and has the focus. */
async function takeBack(conversation: string): Promise<void> {
  await chat.openConversation(conversation);
  await reopenTab();
  await tick();
  const tab = chat.open?.tab;
  if (tab) focusTab(tab.id);
}

/** Copies the newest answer of the tab shown, as markdown. */
export async function copyLastAnswer(): Promise<void> {
  const answer = chat.open?.tab?.last;
  if (answer) await copyAnswer(answer.id);
}

export async function copyAnswer(answer: string): Promise<boolean> {
  const copied = await attempt(() => call('copy_answer', { answer }));
  if (copied) toasts.show(t('toast.answerCopied'));
  return copied;
}

type Acts = { [K in Act['kind']]: (act: Extract<Act, { kind: K }>) => unknown };

/** What each act does. One that gives `false` was not possible, and its key is left to the webview. */
const ACTS: Acts = {
  'new-chat': () => void newChat(),
  'add-tab': chooseModels,
  models: chooseModels,
  'close-tab': () => void (chat.open?.tab && closeTab(chat.open.tab.id)),
  composer: () => {
    app.toChat();
    requestAnimationFrame(focusComposer);
  },
  'send-here': () => void (chat.open?.tab && chat.send([chat.open.tab.id])),
  sidebar: () => void (app.sidebar = !app.sidebar),
  settings: () => app.toSettings(),
  'copy-answer': () => void copyLastAnswer(),
  retry,
  attach: () => document.querySelector<HTMLElement>('[data-testid="attach"]')?.click(),
  parameters: () => sheet.toggle(),
  'mark-best': markBest,
  adopt,
  stop: escape,
  'stop-all': () => void chat.stopAll(),
  help: () => void (dialogs.help = true),
  'full-screen': () => void toggleFullScreen(),
  'go-tab': ({ index }) => goTab(index),
  layout: ({ layout }) => layOut(layout),
  zoom: ({ step }) => zoom(step),
  'next-tab': ({ step }) => nextTab(step),
  'move-tab': ({ step }) => void (chat.open?.tab && shiftTab(chat.open.tab.id, step)),
  'reopen-tab': () => void reopenTab(),
  'linked-scroll': () => chat.open !== null && linkScroll(!chat.open.columns.linked),
  difference: ({ step }) => step !== 0 && chat.open?.layout === 'diff' && !chat.open.empty && diff.step(step),
  turn: ({ step }) => step !== 0 && turn(step),
  conversation: ({ step }) => nextConversation(step),
  region: ({ step }) => step !== 0 && moveRegion(step),
};

/** True when the act was possible, so that the key is used up. */
export function perform(act: Act): boolean {
  return (ACTS[act.kind] as (act: Act) => unknown)(act) !== false;
}

/** In columns and diff all tabs turn the page together; in tabs the reader moves within the thread. */
function turn(step: 1 | -1): boolean {
  const open = chat.open;
  if (!open || open.layout === 'tabs' || open.at < 0) return moveTurn(step);
  turnPage(open, step);
  return true;
}

/** Shows the turn before or after in all columns, and says which. */
export function turnPage(open: OpenConversation, step: 1 | -1): void {
  if (open.stepTurn(step)) events.say(() => t('columns.turn', { n: open.at + 1, of: open.shared.length }));
}

/** The turn being read: in columns and diff the one looked at, in tabs the newest. */
function readEntry(): LiveEntry | undefined {
  const open = chat.open;
  const entries = open?.tab?.entries;
  return open && open.layout !== 'tabs' && open.at >= 0 ? entries?.[open.at] : entries?.at(-1);
}

function markBest(): void {
  const answer = readEntry()?.answer;
  if (answer?.final && answer.says) void chat.markBest(answer.id);
}

/** Continues all tabs from the answer being read. */
function adopt(): void {
  const answer = readEntry()?.answer;
  if (answer?.final && answer.hasText) void branches.adopt(answer);
}

/** Takes up the prompt being read, to edit it. False when there is none. */
export function editPrompt(): boolean {
  const tab = chat.open?.tab;
  const entry = readEntry();
  return tab != null && entry !== undefined && branches.edit(tab, entry.turn);
}

/** Asks the answer being read again. One of another tab is asked again there. */
function retry(): void {
  const entry = readEntry();
  const tab = chat.open?.tab;
  if (!entry || !tab || entry.from !== null || !entry.answer.final) return;
  if (entry.answer !== tab.last) void branches.regenerate(entry.answer.id);
  else if (entry.answer.canRetry) void chat.retry(entry.answer.id);
}

/** Esc closes what lies on top, then stops the answer being read. */
function escape(): boolean {
  if (app.screen === 'settings') {
    app.leaveSettings();
    return true;
  }
  if (app.sidebar && app.sidebarOverlays) {
    app.sidebar = false;
    requestAnimationFrame(focusComposer);
    return true;
  }
  if (app.figures) {
    app.closeFigures();
    return true;
  }
  if (inspector.close()) return true;
  const answer = chat.open?.tab?.last;
  if (answer?.running) void chat.stop(answer.id);
  return answer?.running ?? false;
}

function goTab(index: number): void {
  const tab = chat.open?.tabs[index];
  if (!tab) return;
  chat.select(tab.id);
  void focusAnswer(tab);
}

/** The tab beside; the focus stays in the composer, and follows where it was on a tab or an answer. */
function nextTab(step: number): void {
  const tabs = chat.open?.tabs ?? [];
  const at = tabs.findIndex((tab) => tab.id === chat.open?.tab?.id);
  const next = tabs[(at + step + tabs.length) % tabs.length];
  if (!next) return;
  const writing = document.activeElement?.matches('[data-testid="composer"]') ?? false;
  chat.select(next.id);
  if (!writing) focusTab(next.id);
}

function nextConversation(step: number): void {
  const at = list.rows.findIndex((row) => row.id === chat.open?.id);
  const next = list.rows[at < 0 ? 0 : at + step];
  if (next) void chat.openConversation(next.id);
}
