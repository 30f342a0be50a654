// What Enter does in a prompt field.

export type ComposerAct = 'send' | 'send-here' | null;

/** The parts of a keyboard event that are used. */
export type Press = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'
>;

/** Whether the key belongs to an input method. WebKit sends 229 for the Enter that ends composing. */
export function composing(event: Press): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Enter sends, Ctrl+Shift+Enter sends to the tab shown; Shift+Enter is a new line and stays the field's. */
export function composerAct(event: Press): ComposerAct {
  if (event.key !== 'Enter' || composing(event) || event.altKey) return null;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.shiftKey) return 'send-here';
  return event.shiftKey ? null : 'send';
}
