// The theme: set on the root element before anything is painted, and again when the system's changes.

import type { Theme } from '../ipc/bindings';

const darkSystem = window.matchMedia?.('(prefers-color-scheme: dark)');

/** Applies a theme to the page. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = resolve(theme, darkSystem?.matches ?? false);
}

/** Resolves a choice to light or dark. */
export function resolve(theme: Theme, systemIsDark: boolean): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return systemIsDark ? 'dark' : 'light';
}

/** Listens for changes of the system's theme. */
export function onSystemChange(hear: () => void): void {
  darkSystem?.addEventListener('change', hear);
}
