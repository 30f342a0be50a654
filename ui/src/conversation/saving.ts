// Keeps the order of saved tab settings, and saves them before any request that uses them.

let last: Promise<unknown> = Promise.resolve();

/** Saves after everything that was to be saved before. */
export function inOrder<T>(save: () => Promise<T>): Promise<T> {
  const saved = last.then(save);
  last = saved.catch(() => {});
  return saved;
}

/** Waits until everything is saved. */
export async function allSaved(): Promise<void> {
  await last;
}
