// Carries out the actions of keyboard shortcuts.

import { focusAnswer, moveTurn } from '../answer/reading';
import { branches } from '../branches/branches.svelte';
import { viewOf } from '../chat/views';
import { linkScroll } from '../columns/columns.svelte';
import { send } from '../composer/send';
import { copyAnswer, markBest, retryAnswer, stopAll, stopAnswer } from '../conversation/answers';
import { chat } from '../conversation/chat.svelte';
import { list } from '../conversation/list.svelte';
import { readEntry, turnPage } from '../conversation/reading';
import { chooseModels, newChat } from '../conversation/start';
import type { Action } from '../help/shortcuts';
import { inspector } from '../inspector/pane.svelte';
import { sheet } from '../parameters/sheet.svelte';
import { app } from '../shared/app.svelte';
import { appearance } from '../shared/appearance.svelte';
import { dialogs } from '../shared/dialogs.svelte';
import { elementOf, focusOn, hasFocus } from '../shared/focus';
import { closeTab } from '../tabs/closeTab';
import { reopenTab, shiftTab } from '../tabs/tabs.svelte';
import { moveRegion } from './regions';

type Actions = { [K in Action['kind']]: (action: Extract<Action, { kind: K }>) => unknown };

/** What each action does. One that returns `false` was not possible, and its key is left to the webview. */
const ACTIONS: Actions = {
  'new-chat': () => void newChat(),
  'add-tab': chooseModels,
  models: chooseModels,
  'close-tab': () => void (chat.open?.tab && closeTab(chat.open.tab.id)),
  composer: () => {
    app.toChat();
    requestAnimationFrame(() => focusOn('composer'));
  },
  'send-here': () => void (chat.open?.tab && send([chat.open.tab.id])),
  sidebar: () => void (app.sidebar = !app.sidebar),
  settings: () => app.toSettings(),
  'copy-answer': () => void (chat.open?.tab?.last && copyAnswer(chat.open.tab.last.id)),
  retry,
  attach: () => elementOf('attach')?.click(),
  parameters: () => sheet.toggle(),
  'mark-best': markReadBest,
  adopt,
  stop: escape,
  'stop-all': () => void stopAll(),
  help: () => void (dialogs.help = true),
  'full-screen': () => void toggleFullScreen(),
  'go-tab': ({ index }) => goTab(index),
  layout: ({ layout }) => chat.layOut(layout),
  zoom: ({ step }) => void appearance.zoomBy(step),
  'next-tab': ({ step }) => nextTab(step),
  'move-tab': ({ step }) => void (chat.open?.tab && shiftTab(chat.open.tab.id, step)),
  'reopen-tab': () => void reopenTab(),
  'linked-scroll': () => chat.open !== null && linkScroll(!chat.open.columns.linked),
  difference: ({ step }) => step !== 0 && (viewOf(chat.open).step?.(step) ?? false),
  turn: ({ step }) => step !== 0 && turn(step),
  conversation: ({ step }) => nextConversation(step),
  region: ({ step }) => step !== 0 && moveRegion(step),
};

/** Performs an action. True when it was possible, so that the key is used up. */
export function perform(action: Action): boolean {
  return (ACTIONS[action.kind] as (action: Action) => unknown)(action) !== false;
}

/** Goes to the turn before or after: in all tabs together where the view is paged, else within the thread. */
function turn(step: 1 | -1): boolean {
  const open = chat.open;
  if (!open || !open.paged) return moveTurn(step);
  turnPage(open, step);
  return true;
}

function markReadBest(): void {
  const answer = readEntry()?.answer;
  if (answer?.final && answer.says) void markBest(answer.id);
}

/** Continues all tabs from the answer being read. */
function adopt(): void {
  const answer = readEntry()?.answer;
  if (answer?.final && answer.hasText) void branches.adopt(answer);
}

/** Regenerates the answer being read, in its own tab only. */
function retry(): void {
  const entry = readEntry();
  const tab = chat.open?.tab;
  if (!entry || !tab || entry.from !== null || !entry.answer.final) return;
  if (entry.answer !== tab.last) void branches.regenerate(entry.answer.id);
  else if (entry.answer.canRetry) void retryAnswer(entry.answer.id);
}

/** Closes what lies on top, else stops the answer being read. */
function escape(): boolean {
  if (app.screen === 'settings') {
    app.leaveSettings();
    return true;
  }
  if (app.sidebar && app.sidebarOverlays) {
    app.sidebar = false;
    requestAnimationFrame(() => focusOn('composer'));
    return true;
  }
  if (app.figures) {
    app.closeFigures();
    return true;
  }
  if (inspector.close()) return true;
  const answer = chat.open?.tab?.last;
  if (answer?.running) void stopAnswer(answer.id);
  return answer?.running ?? false;
}

function goTab(index: number): void {
  const tab = chat.open?.tabs[index];
  if (!tab) return;
  chat.select(tab.id);
  void focusAnswer(tab);
}

/** Selects the tab beside; the focus stays in the composer, and follows where it was on a tab or an answer. */
function nextTab(step: number): void {
  const tabs = chat.open?.tabs ?? [];
  const at = tabs.findIndex((tab) => tab.id === chat.open?.tab?.id);
  const next = tabs[(at + step + tabs.length) % tabs.length];
  if (!next) return;
  const writing = hasFocus('composer');
  chat.select(next.id);
  if (!writing) focusOn('tab', next.id);
}

function nextConversation(step: number): void {
  const at = list.rows.findIndex((row) => row.id === chat.open?.id);
  const next = list.rows[at < 0 ? 0 : at + step];
  if (next) void chat.openConversation(next.id);
}

async function toggleFullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    // A webview without full screen stays as it is.
  }
}
