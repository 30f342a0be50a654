// What the state of a conversation needs to know of a layout. The table of views (`chat/views.ts`) says it.

import type { Layout } from '../ipc/bindings';

/** `showsAll`: every tab's answer is in view at once. `paged`: one turn is shown, where all tabs share the same ones.
 *  */
export type LayoutFacts = { showsAll: boolean; paged: boolean };

const ONE_TAB: LayoutFacts = { showsAll: false, paged: false };
const facts = new Map<Layout, LayoutFacts>();

/** Takes over what the table of views says of a layout. */
export function describeLayout(layout: Layout, { showsAll, paged }: LayoutFacts): void {
  facts.set(layout, { showsAll, paged });
}

export function factsOf(layout: Layout): LayoutFacts {
  return facts.get(layout) ?? ONE_TAB;
}
