// What the keyboard needs of the view: layout, zoom, full screen.

import type { Layout } from '../ipc/bindings';
import { chat } from '../conversation/chat.svelte';
import { look } from '../shared/appearance.svelte';

/** Tabs, columns or diff. False where there is nothing to lay out yet. */
export function layOut(layout: Layout): boolean {
  return chat.layOut(layout);
}

/** One step larger or smaller; 0 back to the designed size. */
export function zoom(step: 1 | -1 | 0): void {
  void look.zoomBy(step);
}

/** Fills the screen, or gives it back. */
export async function toggleFullScreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    // A webview without full screen stays as it is.
  }
}
