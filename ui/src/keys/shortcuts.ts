// The keyboard map: which act a key press asks for. Matches by character, then by key position for non-Latin layouts.

import { composing, type Press } from './composer';

export type Act =
  | { kind: 'new-chat' | 'add-tab' | 'close-tab' | 'composer' | 'sidebar' | 'settings' | 'copy-answer' }
  | { kind: 'stop' | 'stop-all' }
  | { kind: 'go-tab'; index: number }
  | { kind: 'next-tab'; step: 1 | -1 };

type Pressed = Press & Pick<KeyboardEvent, 'code'>;

const PLAIN: Record<string, Act> = {
  n: { kind: 'new-chat' },
  t: { kind: 'add-tab' },
  w: { kind: 'close-tab' },
  l: { kind: 'composer' },
  b: { kind: 'sidebar' },
  ',': { kind: 'settings' },
  pagedown: { kind: 'next-tab', step: 1 },
  pageup: { kind: 'next-tab', step: -1 },
};

const SHIFTED: Record<string, Act> = {
  c: { kind: 'copy-answer' },
  m: { kind: 'add-tab' },
};

/** The act of a key press, or null. Ctrl with Alt is AltGr on some keyboards and never a shortcut. */
export function actOf(event: Pressed, mac: boolean): Act | null {
  if (composing(event)) return null;
  if (event.key === 'Escape') return { kind: event.shiftKey ? 'stop-all' : 'stop' };
  if (event.altKey) return null;
  if (event.key === 'Tab' && event.ctrlKey) return { kind: 'next-tab', step: event.shiftKey ? -1 : 1 };
  if (mac ? !event.metaKey || event.ctrlKey : !event.ctrlKey || event.metaKey) return null;
  if (event.shiftKey) return SHIFTED[letter(event)] ?? null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? /^[1-9]$/.exec(event.key)?.[0];
  if (digit) return { kind: 'go-tab', index: Number(digit) - 1 };
  return PLAIN[letter(event)] ?? null;
}

function letter(event: Pressed): string {
  const key = event.key.toLowerCase();
  const latin = key.length !== 1 || key.charCodeAt(0) < 128;
  return latin ? key : (/^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? key);
}
