// Which columns are in view: the others update only once a second.

import { call } from '../ipc';

/** Tells Rust which columns of this conversation are in view, whenever that changes; until `stop` is called. */
export function watchColumns(row: HTMLElement, conversation: string): () => void {
  const seen = new Set<string>();
  let told = '';
  const tell = (): void => {
    const tabs = [...seen].sort();
    if (tabs.join() === told) return;
    told = tabs.join();
    // A lost call costs only the pace of a column, not its text.
    void call('set_in_view', { conversation, tabs }).catch(() => {});
  };
  const watch = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        const id = (target as HTMLElement).dataset.column ?? '';
        if (isIntersecting) seen.add(id);
        else seen.delete(id);
      }
      tell();
    },
    { root: row },
  );
  for (const column of row.querySelectorAll('[data-column]')) watch.observe(column);
  return () => watch.disconnect();
}
