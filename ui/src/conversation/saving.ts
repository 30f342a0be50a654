// Settings of tabs on their way to Rust: in the order they were made, and before whatever is asked with them.

let last: Promise<unknown> = Promise.resolve();

/** Saves after all that was to be saved before. */
export function inOrder<T>(save: () => Promise<T>): Promise<T> {
  const saved = last.then(save);
  last = saved.catch(() => {});
  return saved;
}

/** Waits until all of it has arrived. */
export async function allSaved(): Promise<void> {
  await last;
}
