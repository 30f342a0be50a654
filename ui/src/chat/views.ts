// The table of views: one row each. The switch, the shortcuts, the title bar, the stage and the state of a conversation
// read it; a further view is a further row.

import type { Component } from 'svelte';
import Columns from '../columns/Columns.svelte';
import LinkSwitch from '../columns/LinkSwitch.svelte';
import { describeLayout } from '../conversation/layouts';
import type { OpenConversation } from '../conversation/conversation.svelte';
import { comparison } from '../diff/comparison.svelte';
import type { Layout } from '../ipc/bindings';
import type { IconName } from '../shared/icons';
import { LazyScreen } from '../shared/lazyScreen.svelte';
import type { Key } from '../shared/t';
import TabsView from '../tabs/TabsView.svelte';

type Shown = { open: OpenConversation };

export type View = {
  layout: Layout;
  icon: IconName;
  /** Its name, and its name with its keys. */
  words: Key;
  keys: Key;
  screen: Component<Shown> | LazyScreen<Shown>;
  /** How many columns' width it needs beside the sidebar; 0 where any width will do. */
  columns: (open: OpenConversation) => number;
  /** Whether it shows every tab's answer at once, in place of the strip of tabs. */
  showsAll: boolean;
  /** Whether it shows one turn at a time, where all tabs share the same ones. */
  paged: boolean;
  /** Controls of its own in the title bar. */
  controls?: Component<Shown>;
  /** Goes to the next or previous place of interest (F7). False when there is none. */
  step?: (step: 1 | -1) => boolean;
};

const TABS: View = {
  layout: 'tabs',
  icon: 'tabs',
  words: 'view.tabs',
  keys: 'view.tabsKeys',
  screen: TabsView,
  columns: () => 0,
  showsAll: false,
  paged: false,
};

/** In the order of the switch and of the keys. */
export const VIEWS: readonly View[] = [
  TABS,
  {
    layout: 'columns',
    icon: 'columns',
    words: 'view.columns',
    keys: 'view.columnsKeys',
    screen: Columns,
    columns: (open) => (open.columns.alone ? 1 : open.tabs.length),
    showsAll: true,
    paged: true,
    controls: LinkSwitch,
  },
  {
    layout: 'diff',
    icon: 'diff',
    words: 'view.diff',
    keys: 'view.diffKeys',
    screen: new LazyScreen<Shown>(() => import('../diff/Diff.svelte')),
    // Two answers side by side take the room of three columns: they are read word for word.
    columns: () => 3,
    showsAll: true,
    paged: true,
    step: (step) => comparison.step(step),
  },
];

for (const view of VIEWS) describeLayout(view.layout, view);

/** The view a conversation is shown in: the first one until there are answers. */
export function viewOf(open: OpenConversation | null): View {
  if (open === null || open.empty) return TABS;
  return VIEWS.find((view) => view.layout === open.layout) ?? TABS;
}
