// What the keyboard needs of the view: layout, zoom, full screen.

import type { Layout } from '../ipc/bindings';
import { look } from '../state/look.svelte';

/** Layout and zoom, as the rest of the page provides them. */
export interface ViewKeys {
  layout(layout: Layout): void;
  /** One step larger or smaller; 0 back to the designed size. */
  zoom(step: 1 | -1 | 0): void;
}

export const viewKeys: ViewKeys = { layout: () => {}, zoom: (step) => void look.zoomBy(step) };

/** Gives the keyboard the functions that change the view. */
export function useViewKeys(keys: Partial<ViewKeys>): void {
  Object.assign(viewKeys, keys);
}

export async function toggleFullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    // A webview without full screen stays as it is.
  }
}
