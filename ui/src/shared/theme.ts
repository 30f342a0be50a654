// Which colours the page wears: set on the root before anything is painted, and again when the system changes.

import type { Theme } from '../ipc/bindings';

const darkSystem = window.matchMedia?.('(prefers-color-scheme: dark)');

/** Dresses the page. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = resolve(theme, darkSystem?.matches ?? false);
}

/** The colours a choice comes to. */
export function resolve(theme: Theme, systemIsDark: boolean): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return systemIsDark ? 'dark' : 'light';
}

/** Tells when the system's colours change. */
export function onSystemChange(hear: () => void): void {
  darkSystem?.addEventListener('change', hear);
}
