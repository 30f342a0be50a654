// The focus registry: elements that take the focus from elsewhere in the page are registered under a typed name, so
// that
// nobody has to look for them in the document.

import type { Attachment } from 'svelte/attachments';

/** What can be focused by name. `key` says which one where there are several, such as the id of a row. */
export type FocusTarget =
  | 'answer'
  | 'attach'
  | 'composer'
  | 'conversation-item'
  | 'conversation-rename'
  | 'endpoint-add'
  | 'endpoint-edit'
  | 'endpoint-fold'
  | 'endpoint-form'
  | 'endpoint-row'
  | 'new-chat'
  | 'open-figures'
  | 'price'
  | 'show-sidebar'
  | 'sibling-next'
  | 'sibling-previous'
  | 'tab'
  | 'thread';

const targets = new Map<string, Set<HTMLElement>>();

const nameOf = (target: FocusTarget, key: string): string => `${target} ${key}`;

/** An attachment that registers its element while it is in the page, under one key or several. */
export function focusTarget(target: FocusTarget, ...keys: string[]): Attachment<HTMLElement> {
  const names = (keys.length > 0 ? keys : ['']).map((key) => nameOf(target, key));
  return (element) => {
    for (const name of names) register(name, element);
    return () => {
      for (const name of names) remove(name, element);
    };
  };
}

function register(name: string, element: HTMLElement): void {
  targets.set(name, (targets.get(name) ?? new Set()).add(element));
}

function remove(name: string, element: HTMLElement): void {
  const held = targets.get(name);
  held?.delete(element);
  if (held?.size === 0) targets.delete(name);
}

/** All registered elements of a name, in document order. */
export function elementsOf(target: FocusTarget, key = ''): HTMLElement[] {
  const held = [...(targets.get(nameOf(target, key)) ?? [])].filter((element) => element.isConnected);
  return held.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}

/** The first registered element of a name, or `null`. */
export function elementOf(target: FocusTarget, key = ''): HTMLElement | null {
  return elementsOf(target, key)[0] ?? null;
}

/** Moves the focus to the first registered element of a name. False when there is none. */
export function focusOn(target: FocusTarget, key = '', options?: FocusOptions): boolean {
  const element = elementOf(target, key);
  element?.focus(options);
  return element !== null;
}

/** Whether the focus is on an element of this name. */
export function hasFocus(target: FocusTarget, key = ''): boolean {
  return elementsOf(target, key).some((element) => element === document.activeElement);
}

/** Takes the focus off whatever has it, before that leaves the page: WebKitGTK ends the page when assistive technology
 *  reads a field that is removed while it has the focus. */
export function letGo(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
