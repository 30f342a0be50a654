// How large the page and its text are shown, and how wide the sidebar is: kept in Rust, which also applies the page's
// size.

import { call } from '../ipc';
import type { Appearance } from '../ipc/bindings';
import { t } from './t';
import { toasts } from './currentToast.svelte';

/** Zoom levels, as in browsers. */
const ZOOMS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
/** Text sizes relative to the design. */
export const TEXT_SIZES = [0.875, 1, 1.125, 1.25] as const;
/** The sidebar's width, CSS pixels: minimum, default, maximum. */
export const SIDEBAR = { least: 208, designed: 256, most: 340 } as const;
/** How long resizing must pause before the width is saved, milliseconds. */
const SAVE_MS = 300;

/** Returns the next zoom level up or down; with 0 the default. */
export function nextZoom(from: number, step: -1 | 0 | 1): number {
  if (step === 0) return 1;
  const near = 0.005;
  const next = step > 0 ? ZOOMS.find((zoom) => zoom > from + near) : ZOOMS.findLast((zoom) => zoom < from - near);
  return next ?? from;
}

/** A width within bounds, in whole pixels. */
export function sidebarWidth(wanted: number): number {
  return Math.round(Math.min(SIDEBAR.most, Math.max(SIDEBAR.least, wanted)));
}

class AppearanceState {
  zoom = $state(1);
  text = $state(1);
  sidebar = $state<number>(SIDEBAR.designed);
  #timer: ReturnType<typeof setTimeout> | undefined;

  begin(look: Appearance): void {
    this.zoom = look.zoom;
    this.text = look.text;
    this.#write();
    this.sidebar = sidebarWidth(look.sidebar ?? SIDEBAR.designed);
  }

  /** Zooms in, out, or back to the default (0). */
  async zoomBy(step: -1 | 0 | 1): Promise<void> {
    const wanted = nextZoom(this.zoom, step);
    this.zoom = wanted;
    try {
      this.zoom = await call('set_zoom', { zoom: wanted });
      toasts.show(t('toast.zoom', { percent: Math.round(this.zoom * 100) }));
    } catch {
      // A failed save is tried again with the next key.
    }
  }

  /** Text larger or smaller; what is not text keeps its size. */
  async writeAt(text: number): Promise<void> {
    this.text = text;
    this.#write();
    // Not kept, it holds until the window closes.
    await call('set_text_size', { text }).catch(() => {});
  }

  /** All text is measured in the root's size. */
  #write(): void {
    document.documentElement.style.fontSize = this.text === 1 ? '' : `${this.text * 100}%`;
  }

  /** Widens or narrows the sidebar; the width is saved when resizing pauses. */
  resizeSidebar(width: number): void {
    this.sidebar = sidebarWidth(width);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void call('set_sidebar', { width: this.sidebar }).catch(() => {}), SAVE_MS);
  }
}

export const appearance = new AppearanceState();
