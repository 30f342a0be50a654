// Whether the sidebar is shown: beside the chat in a wide window, hidden where columns need the room, and laid
// over the chat in a narrow window only on request.

import { WIDE } from '../shared/breakpoints';
import { appearance } from '../shared/appearance.svelte';
import { untrack } from 'svelte';
import { app } from '../shared/app.svelte';
import { COLUMN } from '../columns/width';

/** Below this height the composer is one line until it is used, CSS pixels. */
const LOW = 600;

/** Kept while settings are open. */
const kept = $state<{ wide: boolean | null; away: boolean }>({ wide: null, away: false });

export class SidebarFit {
  width = $state(window.innerWidth);
  height = $state(window.innerHeight);
  readonly #columns: () => number;
  /** The sidebar was hidden for the columns: it returns with them, and the composer keeps its place. */
  readonly away = $derived(kept.away);
  readonly wide = $derived(this.width >= WIDE);
  readonly low = $derived(this.height < LOW);
  /** The sidebar lies over the chat, which is inert meanwhile. */
  readonly overlay = $derived(app.sidebar && !this.wide);
  readonly #crowded = $derived.by(() => this.wide && this.#columns() * COLUMN.least > this.width - appearance.sidebar);

  /** `columns` is how many columns are shown, 0 in tabs. */
  constructor(columns: () => number) {
    this.#columns = columns;
    $effect.pre(() => this.#fit(this.wide));
    $effect.pre(() => {
      const crowded = this.#crowded;
      untrack(() => this.#make(crowded));
    });
    $effect.pre(() => {
      if (app.sidebar) kept.away = false;
    });
  }

  #fit(wide: boolean): void {
    if (kept.wide !== wide) app.sidebar = wide;
    kept.wide = wide;
  }

  #make(crowded: boolean): void {
    if (crowded && app.sidebar) {
      app.sidebar = false;
      kept.away = true;
    } else if (!crowded && kept.away) {
      kept.away = false;
      app.sidebar = this.wide;
    }
  }
}
