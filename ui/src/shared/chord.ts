// Key chords such as “Mod+Shift+C”: parsing, matching key events, and their key caps.

/** Whether this is macOS, where ⌘ takes the place of Ctrl. */
export const mac = navigator.platform.startsWith('Mac');

/** Ctrl, or ⌘ on macOS. `Ctrl` in a chord is Ctrl everywhere. */
export type Chord = string;

/** The parts of a keyboard event that are used. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> & {
  getModifierState?: (name: string) => boolean;
};

type Parsed = { key: string; mod: boolean; ctrl: boolean; alt: boolean; shift: boolean };

const parsed = new Map<Chord, Parsed>();

/** Parses a chord; its last part is the key. */
function parse(chord: Chord): Parsed {
  const known = parsed.get(chord);
  if (known) return known;
  const parts = chord.split('+');
  const has = (name: string): boolean => parts.slice(0, -1).includes(name);
  const fresh = {
    key: (parts.at(-1) || '+').toLowerCase(),
    mod: has('Mod'),
    ctrl: has('Ctrl'),
    alt: has('Alt'),
    shift: has('Shift'),
  };
  parsed.set(chord, fresh);
  return fresh;
}

/** AltGr writes characters; on some systems it reports itself as Ctrl with Alt. It is never part of a chord. */
export function isAltGr(event: Pressed): boolean {
  return event.getModifierState?.('AltGraph') ?? false;
}

/** Whether a press is a chord by the character it writes. Shift counts only for letters and named keys: layouts differ
 *  for other characters. */
export function byCharacter(chord: Chord, event: Pressed, mac: boolean): boolean {
  const wanted = parse(chord);
  if (!modifiersMatch(wanted, event, mac) || event.key.toLowerCase() !== wanted.key) return false;
  const shiftMatters = wanted.key.length > 1 || /[a-z]/.test(wanted.key);
  return !shiftMatters || event.shiftKey === wanted.shift;
}

/** Whether a press is a chord by the key's position: for letters of other scripts, and for the digit row wherever it
 *  is. */
export function byPosition(chord: Chord, event: Pressed, mac: boolean): boolean {
  const wanted = parse(chord);
  if (!modifiersMatch(wanted, event, mac) || event.shiftKey !== wanted.shift) return false;
  if (/^[0-9]$/.test(wanted.key)) return event.code === `Digit${wanted.key}` || event.code === `Numpad${wanted.key}`;
  const foreign = event.key.length === 1 && event.key.charCodeAt(0) > 127;
  return foreign && /^[a-z]$/.test(wanted.key) && event.code === `Key${wanted.key.toUpperCase()}`;
}

function modifiersMatch(wanted: Parsed, event: Pressed, mac: boolean): boolean {
  const ctrl = wanted.ctrl || (wanted.mod && !mac);
  return event.ctrlKey === ctrl && event.metaKey === (wanted.mod && mac) && event.altKey === wanted.alt;
}

const CAPS: Record<string, string> = {
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  delete: 'Del',
  '-': '−',
};
const MAC_CAPS: Record<string, string> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };

/** The key caps of a chord, one word a cap. */
export function caps(chord: Chord, mac: boolean): string[] {
  const wanted = parse(chord);
  const held = ['Mod', 'Ctrl', 'Alt', 'Shift'].filter(
    (name) => wanted[name.toLowerCase() as 'mod' | 'ctrl' | 'alt' | 'shift'],
  );
  const names = held.map((name) => (mac ? (MAC_CAPS[name] ?? name) : name === 'Mod' ? 'Ctrl' : name));
  const key =
    CAPS[wanted.key] ??
    (wanted.key.length === 1 ? wanted.key.toUpperCase() : wanted.key.charAt(0).toUpperCase() + wanted.key.slice(1));
  return [...names, key];
}
