// The keys of the whole window: the webview's own are switched off, and those of the map do their act where it is possible.

import { mac } from '../shared/chord';
import { app } from '../shared/app.svelte';
import { dialogs } from '../shared/dialogs.svelte';
import { composing } from '../shared/enterKey';
import { perform } from './actions';
import { isOff, type Scope, shortcutOf } from '../help/shortcuts';

/** Handles a key press nobody in the page has handled. */
export function press(event: KeyboardEvent): void {
  if (composing(event)) return;
  const handled = event.defaultPrevented;
  if (isOff(event, mac)) event.preventDefault();
  const found = handled ? null : shortcutOf(event, mac);
  if (found && possible(found.scope) && perform(found.action)) event.preventDefault();
}

function possible(scope: Scope): boolean {
  if (scope === 'always') return true;
  if (dialogs.open || (app.firstRun && app.screen === 'chat')) return false;
  return scope === 'app' || app.screen === 'chat';
}
