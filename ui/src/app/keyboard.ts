// Keyboard handling of the whole window: disables the webview's own shortcuts and performs Juxta's.

import { mac } from '../shared/chord';
import { app } from '../shared/app.svelte';
import { dialogs } from '../shared/dialogs.svelte';
import { composing } from '../shared/enterKey';
import { perform } from './actions';
import { isOff, type Scope, shortcutOf } from '../help/shortcuts';

/** Handles a key press that no element has handled. */
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
