// The keyboard shortcuts: one table that binds the keys and is shown as help, so that the two can't differ.

import type { Layout } from '../ipc/bindings';
import { VIEWS } from '../chat/views';
import type { Key } from '../shared/t';
import { byCharacter, byPosition, caps, type Chord, isAltGr, type Pressed } from '../shared/chord';
import { composing, type Press } from '../shared/enterKey';

export type Action =
  | {
      kind:
        | 'new-chat'
        | 'add-tab'
        | 'close-tab'
        | 'composer'
        | 'sidebar'
        | 'settings'
        | 'copy-answer'
        | 'models'
        | 'send-here'
        | 'attach'
        | 'retry'
        | 'parameters'
        | 'mark-best'
        | 'reopen-tab'
        | 'linked-scroll'
        | 'adopt';
    }
  | { kind: 'stop' | 'stop-all' | 'help' | 'full-screen' }
  | { kind: 'go-tab'; index: number }
  | { kind: 'layout'; layout: Layout }
  | { kind: 'zoom' | 'next-tab' | 'move-tab' | 'turn' | 'conversation' | 'region' | 'difference'; step: 1 | -1 | 0 };

/** Where an action is possible: in the chat only, on any screen but first run and dialogs, or always. */
export type Scope = 'chat' | 'app' | 'always';

export type Group = 'write' | 'models' | 'read' | 'move' | 'size';

/** One line of the map. `chords` and `actions` belong together by position; a single action is for all chords. */
export type Shortcut = {
  group: Group;
  words: Key;
  scope: Scope;
  chords: readonly Chord[];
  actions: readonly Action[];
  /** Key caps, where listing every chord would be too long. */
  shown?: (mac: boolean) => string[];
  /** The key is handled where the focus is (the composer, a row of the list): shown here, not bound here. */
  elsewhere?: true;
  /** Other chords on macOS. */
  mac?: readonly Chord[];
};

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const steps = (
  kind: 'zoom' | 'next-tab' | 'move-tab' | 'turn' | 'conversation' | 'region' | 'difference',
  ...each: (1 | -1 | 0)[]
): Action[] => each.map((step) => ({ kind, step }));
const mod = (key: string) => (mac: boolean) => [mac ? '⌘' : 'Ctrl', key];

export const SHORTCUTS: readonly Shortcut[] = [
  { group: 'write', words: 'help.send', scope: 'chat', chords: ['Enter'], actions: [], elsewhere: true },
  { group: 'write', words: 'help.newLine', scope: 'chat', chords: ['Shift+Enter'], actions: [], elsewhere: true },
  {
    group: 'write',
    words: 'help.sendHere',
    scope: 'chat',
    chords: ['Mod+Shift+Enter'],
    actions: [{ kind: 'send-here' }],
  },
  {
    group: 'write',
    words: 'help.editLast',
    scope: 'chat',
    chords: ['ArrowUp'],
    actions: [],
    elsewhere: true,
    shown: () => ['↑'],
  },
  { group: 'write', words: 'help.attach', scope: 'chat', chords: ['Mod+U'], actions: [{ kind: 'attach' }] },
  {
    group: 'write',
    words: 'help.parameters',
    scope: 'chat',
    chords: ['Mod+Shift+P'],
    actions: [{ kind: 'parameters' }],
  },
  { group: 'write', words: 'help.stop', scope: 'app', chords: ['Escape'], actions: [{ kind: 'stop' }] },
  { group: 'write', words: 'help.stopAll', scope: 'app', chords: ['Shift+Escape'], actions: [{ kind: 'stop-all' }] },
  { group: 'write', words: 'help.composer', scope: 'app', chords: ['Mod+L'], actions: [{ kind: 'composer' }] },

  { group: 'models', words: 'help.addTab', scope: 'app', chords: ['Mod+T'], actions: [{ kind: 'add-tab' }] },
  { group: 'models', words: 'help.models', scope: 'app', chords: ['Mod+Shift+M'], actions: [{ kind: 'models' }] },
  {
    group: 'models',
    words: 'help.goTab',
    scope: 'chat',
    chords: digits.map((n) => `Mod+${n}`),
    actions: digits.map((n) => ({ kind: 'go-tab', index: n - 1 })),
    shown: mod('1…9'),
  },
  {
    group: 'models',
    words: 'help.nextTab',
    scope: 'chat',
    chords: ['Ctrl+Tab', 'Ctrl+Shift+Tab', 'Mod+PageDown', 'Mod+PageUp'],
    actions: steps('next-tab', 1, -1, 1, -1),
    shown: (mac) => caps('Ctrl+Tab', mac),
  },
  {
    group: 'models',
    words: 'help.moveTab',
    scope: 'chat',
    chords: ['Mod+Shift+PageUp', 'Mod+Shift+PageDown'],
    actions: steps('move-tab', -1, 1),
    shown: (mac) => (mac ? ['⌘', '⇧', 'PgUp/Dn'] : ['Ctrl', 'Shift', 'PgUp/Dn']),
  },
  { group: 'models', words: 'help.closeTab', scope: 'chat', chords: ['Mod+W'], actions: [{ kind: 'close-tab' }] },
  {
    group: 'models',
    words: 'help.reopenTab',
    scope: 'chat',
    chords: ['Mod+Shift+T'],
    actions: [{ kind: 'reopen-tab' }],
  },

  {
    group: 'read',
    words: 'help.layout',
    scope: 'chat',
    chords: VIEWS.map((_, at) => `Alt+${at + 1}`),
    mac: VIEWS.map((_, at) => `Mod+Alt+${at + 1}`),
    actions: VIEWS.map(({ layout }) => ({ kind: 'layout', layout })),
    shown: (mac) => (mac ? ['⌥', '⌘', `1…${VIEWS.length}`] : ['Alt', `1…${VIEWS.length}`]),
  },
  {
    group: 'read',
    words: 'help.turn',
    scope: 'chat',
    chords: ['Alt+ArrowUp', 'Alt+ArrowDown'],
    actions: steps('turn', -1, 1),
    shown: (mac) => [mac ? '⌥' : 'Alt', '↑↓'],
  },
  {
    group: 'read',
    words: 'help.linkedScroll',
    scope: 'chat',
    chords: ['Mod+Shift+L'],
    actions: [{ kind: 'linked-scroll' }],
  },
  {
    group: 'read',
    words: 'help.difference',
    scope: 'chat',
    chords: ['F7', 'Shift+F7'],
    actions: steps('difference', 1, -1),
    shown: () => ['F7'],
  },
  {
    group: 'read',
    words: 'help.copyAnswer',
    scope: 'chat',
    chords: ['Mod+Shift+C'],
    actions: [{ kind: 'copy-answer' }],
  },
  { group: 'read', words: 'help.markBest', scope: 'chat', chords: ['Mod+Shift+G'], actions: [{ kind: 'mark-best' }] },
  { group: 'read', words: 'help.adopt', scope: 'chat', chords: ['Mod+Shift+A'], actions: [{ kind: 'adopt' }] },
  { group: 'read', words: 'help.retry', scope: 'chat', chords: ['Mod+R'], actions: [{ kind: 'retry' }] },

  { group: 'move', words: 'help.newChat', scope: 'app', chords: ['Mod+N'], actions: [{ kind: 'new-chat' }] },
  {
    group: 'move',
    words: 'help.conversation',
    scope: 'app',
    chords: ['Alt+Shift+ArrowUp', 'Alt+Shift+ArrowDown'],
    actions: steps('conversation', -1, 1),
    shown: (mac) => (mac ? ['⌥', '⇧', '↑↓'] : ['Alt', 'Shift', '↑↓']),
  },
  {
    group: 'move',
    words: 'help.rename',
    scope: 'chat',
    chords: ['F2', 'Delete'],
    actions: [],
    elsewhere: true,
    shown: () => ['F2', 'Del'],
  },
  {
    group: 'move',
    words: 'help.region',
    scope: 'app',
    chords: ['F6', 'Shift+F6'],
    actions: steps('region', 1, -1),
    shown: () => ['F6'],
  },
  { group: 'move', words: 'help.sidebar', scope: 'chat', chords: ['Mod+B'], actions: [{ kind: 'sidebar' }] },
  { group: 'move', words: 'help.settings', scope: 'app', chords: ['Mod+,'], actions: [{ kind: 'settings' }] },

  {
    group: 'size',
    words: 'help.zoom',
    scope: 'always',
    chords: ['Mod+=', 'Mod++', 'Mod+-'],
    actions: steps('zoom', 1, 1, -1),
    shown: mod('+ −'),
  },
  { group: 'size', words: 'help.zoomReset', scope: 'always', chords: ['Mod+0'], actions: steps('zoom', 0) },
  {
    group: 'size',
    words: 'help.fullScreen',
    scope: 'always',
    chords: ['F11'],
    mac: ['Ctrl+Mod+F'],
    actions: [{ kind: 'full-screen' }],
  },
  {
    group: 'size',
    words: 'help.help',
    scope: 'app',
    chords: ['F1', 'Mod+/'],
    actions: [{ kind: 'help' }],
    shown: () => ['F1'],
  },
];

/** The webview's own keys: reload, print, find, view source, history, caret browsing. They would leave the app. */
const OFF: readonly Chord[] = [
  ...[
    'Mod+R',
    'Mod+Shift+R',
    'F5',
    'Mod+F5',
    'Shift+F5',
    'Mod+P',
    'Mod+Shift+P',
    'Mod+F',
    'Mod+G',
    'Mod+Shift+G',
    'F3',
    'Shift+F3',
  ],
  ...['Mod+U', 'Mod+S', 'Mod+O', 'F7', 'Mod+[', 'Mod+]'],
];
const OFF_ELSEWHERE: readonly Chord[] = ['Alt+ArrowLeft', 'Alt+ArrowRight'];

export type FoundShortcut = { action: Action; scope: Scope };

/** Returns the shortcut of a key press, or `null`. First by character, then by the key's position. */
export function shortcutOf(event: Press & Pressed, mac: boolean): FoundShortcut | null {
  if (composing(event) || isAltGr(event)) return null;
  return find(event, mac, byCharacter) ?? find(event, mac, byPosition);
}

/** Returns the action of a key press, or `null`. */
export function actionOf(event: Press & Pressed, mac: boolean): Action | null {
  return shortcutOf(event, mac)?.action ?? null;
}

/** Whether a key must not reach the webview. */
export function isOff(event: Press & Pressed, mac: boolean): boolean {
  const off = mac ? OFF : [...OFF, ...OFF_ELSEWHERE];
  return !isAltGr(event) && off.some((chord) => byCharacter(chord, event, mac) || byPosition(chord, event, mac));
}

/** The chords of a line on this system. */
export function chordsOf(line: Shortcut, mac: boolean): readonly Chord[] {
  return mac && line.mac ? line.mac : line.chords;
}

/** The key caps a line is shown with. */
export function capsOf(line: Shortcut, mac: boolean): string[] {
  const first = chordsOf(line, mac)[0];
  return line.shown?.(mac) ?? (first ? caps(first, mac) : []);
}

function find(event: Pressed, mac: boolean, matches: typeof byCharacter): FoundShortcut | null {
  for (const line of SHORTCUTS) {
    if (line.elsewhere) continue;
    const at = chordsOf(line, mac).findIndex((chord) => matches(chord, event, mac));
    const action = line.actions[at] ?? (at >= 0 ? line.actions[0] : undefined);
    if (action) return { action, scope: line.scope };
  }
  return null;
}
