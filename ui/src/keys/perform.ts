// Carries out what the keyboard map asked for.

import { attempt, chat } from '../state/chat.svelte';
import { call } from '../ipc';
import { app } from '../state/app.svelte';
import { dialogs } from '../state/dialogs.svelte';
import { toasts } from '../state/toast.svelte';
import { t } from '../words/t';
import type { Act } from './shortcuts';

/** Moves focus to the composer. */
export function focusComposer(): void {
  document.querySelector<HTMLElement>('[data-testid="composer"]')?.focus();
}

/** A new chat with the models of the one shown; an empty one shown is used. */
export async function newChat(): Promise<void> {
  app.screen = 'chat';
  if (chat.open && !chat.open.empty) await chat.create();
  if (!chat.open || chat.open.tabs.length === 0) dialogs.picker = 'choose';
  else requestAnimationFrame(focusComposer);
}

/** Opens the picker for the chat shown. */
export function chooseModels(): void {
  app.screen = 'chat';
  dialogs.picker = chat.open && chat.open.tabs.length > 0 ? 'add' : 'choose';
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

/** True when the act was possible, so that the key is used up. */
export function perform(act: Act): boolean {
  const acts: Record<Act['kind'], () => boolean> = {
    'new-chat': () => done(newChat()),
    'add-tab': () => done(chooseModels()),
    'close-tab': () => done(chat.open?.tab && chat.closeTab(chat.open.tab.id)),
    composer: () => done(focusComposer()),
    sidebar: () => done((app.sidebar = !app.sidebar)),
    settings: () => done((app.screen = 'settings')),
    'copy-answer': () => done(copyLastAnswer()),
    stop: escape,
    'stop-all': () => done(chat.stopAll()),
    'go-tab': () => goTab((act as { index: number }).index),
    'next-tab': () => nextTab((act as { step: number }).step),
  };
  return acts[act.kind]();
}

function done(_: unknown): true {
  return true;
}

/** Esc leaves settings first, then stops the answer being read. */
function escape(): boolean {
  if (app.screen === 'settings') return done((app.screen = 'chat'));
  const answer = chat.open?.tab?.last;
  return answer?.running ? done(chat.stop(answer.id)) : false;
}

function goTab(index: number): boolean {
  const tab = chat.open?.tabs[index];
  if (!tab) return false;
  chat.select(tab.id);
  requestAnimationFrame(() => {
    const headings = document.querySelectorAll<HTMLElement>('[data-answer-heading]');
    headings[headings.length - 1]?.focus({ preventScroll: true });
  });
  return true;
}

function nextTab(step: number): boolean {
  const tabs = chat.open?.tabs ?? [];
  const at = tabs.findIndex((tab) => tab.id === chat.open?.tab?.id);
  const next = tabs[(at + step + tabs.length) % tabs.length];
  if (next) chat.select(next.id);
  return true;
}
