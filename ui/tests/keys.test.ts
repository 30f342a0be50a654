// Keys: what they mean in the composer and in the window, and that an input method keeps its own.

import { describe, expect, it } from 'vitest';
import { caps } from '../src/shared/chord';
import { composerAct } from '../src/shared/enterKey';
import { nextTurn } from '../src/answer/reading';
import { nextRegion } from '../src/app/regions';
import { actionOf, capsOf, chordsOf, isOff, SHORTCUTS, shortcutOf } from '../src/help/shortcuts';
import { t } from '../src/shared/t';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  keyCode: 0,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});
const ctrl = (key: string, more: Partial<KeyboardEvent> = {}) => press(key, { ctrlKey: true, ...more });

describe('the composer', () => {
  it('sends on Enter', () => expect(composerAct(press('Enter'))).toBe('send'));
  it('breaks the line on Shift+Enter', () => expect(composerAct(press('Enter', { shiftKey: true }))).toBeNull());
  it('sends to one tab on Ctrl+Shift+Enter', () =>
    expect(composerAct(press('Enter', { shiftKey: true, ctrlKey: true }))).toBe('send-here'));
  it('leaves Enter to an input method', () => {
    expect(composerAct(press('Enter', { isComposing: true }))).toBeNull();
    expect(composerAct(press('Enter', { keyCode: 229 }))).toBeNull();
  });
  it('leaves other keys alone', () => expect(composerAct(press('a'))).toBeNull());
});

describe('shortcuts', () => {
  it.each([
    ['n', {}, { kind: 'new-chat' }],
    ['N', {}, { kind: 'new-chat' }],
    ['m', { shiftKey: true }, { kind: 'models' }],
    ['C', { shiftKey: true }, { kind: 'copy-answer' }],
    ['r', {}, { kind: 'retry' }],
    ['3', { code: 'Digit3' }, { kind: 'go-tab', index: 2 }],
    ['Tab', { shiftKey: true }, { kind: 'next-tab', step: -1 }],
    ['PageDown', {}, { kind: 'next-tab', step: 1 }],
    ['Enter', { shiftKey: true }, { kind: 'send-here' }],
    ['+', { shiftKey: true }, { kind: 'zoom', step: 1 }],
    ['=', {}, { kind: 'zoom', step: 1 }],
    ['-', {}, { kind: 'zoom', step: -1 }],
    ['0', {}, { kind: 'zoom', step: 0 }],
    [',', {}, { kind: 'settings' }],
    ['/', {}, { kind: 'help' }],
  ])('Ctrl with %s %o', (key, more, act) => expect(actionOf(ctrl(key, more), false)).toEqual(act));

  it.each([
    ['Escape', {}, { kind: 'stop' }],
    ['Escape', { shiftKey: true }, { kind: 'stop-all' }],
    ['1', { altKey: true, code: 'Digit1' }, { kind: 'layout', layout: 'tabs' }],
    ['ArrowUp', { altKey: true }, { kind: 'turn', step: -1 }],
    ['ArrowDown', { altKey: true, shiftKey: true }, { kind: 'conversation', step: 1 }],
    ['F6', { shiftKey: true }, { kind: 'region', step: -1 }],
    ['F11', {}, { kind: 'full-screen' }],
    ['F1', {}, { kind: 'help' }],
  ])('%s %o', (key, more, act) => expect(actionOf(press(key, more), false)).toEqual(act));

  it('binds no chord twice', () => {
    for (const mac of [false, true]) {
      const chords = SHORTCUTS.flatMap((line) => chordsOf(line, mac));
      expect(new Set(chords).size).toBe(chords.length);
    }
  });

  it('has an act for every chord it binds, and words for every line', () => {
    for (const line of SHORTCUTS) {
      expect(t(line.words)).not.toBe(line.words);
      expect(capsOf(line, false).length).toBeGreaterThan(0);
      if (!line.elsewhere) expect([1, chordsOf(line, false).length]).toContain(line.actions.length);
      if (!line.elsewhere) expect([1, chordsOf(line, true).length]).toContain(line.actions.length);
    }
  });

  it('uses the command key on macOS, but Ctrl for Tab', () => {
    expect(actionOf(press('n', { metaKey: true }), true)).toEqual({ kind: 'new-chat' });
    expect(actionOf(ctrl('n'), true)).toBeNull();
    expect(actionOf(ctrl('Tab'), true)).toEqual({ kind: 'next-tab', step: 1 });
    expect(actionOf(press('¡', { metaKey: true, altKey: true, code: 'Digit1' }), true)).toEqual({
      kind: 'layout',
      layout: 'tabs',
    });
  });

  it('falls back to the position on non-Latin layouts, and for the digit row', () => {
    expect(actionOf(ctrl('т', { code: 'KeyN' }), false)).toEqual({ kind: 'new-chat' });
    expect(actionOf(ctrl('С', { code: 'KeyC', shiftKey: true }), false)).toEqual({ kind: 'copy-answer' });
    expect(actionOf(ctrl('&', { code: 'Digit1' }), false)).toEqual({ kind: 'go-tab', index: 0 });
  });

  it('goes by the character on other Latin layouts, not by the position', () => {
    // Dvorak: the key at the place of L writes N.
    expect(actionOf(ctrl('n', { code: 'KeyL' }), false)).toEqual({ kind: 'new-chat' });
    // German: “/” is Shift+7.
    expect(actionOf(ctrl('/', { code: 'Digit7', shiftKey: true }), false)).toEqual({ kind: 'help' });
  });

  it('never takes AltGr for Ctrl or Alt', () => {
    expect(actionOf(ctrl('n', { altKey: true }), false)).toBeNull();
    expect(
      actionOf(press('1', { altKey: true, code: 'Digit1', getModifierState: (name) => name === 'AltGraph' }), false),
    ).toBeNull();
  });
  it('leaves keys to an input method', () => {
    expect(actionOf(press('Escape', { isComposing: true }), false)).toBeNull();
    expect(actionOf(ctrl('1', { keyCode: 229, code: 'Digit1' }), false)).toBeNull();
  });
  it('leaves plain letters alone', () => expect(actionOf(press('n'), false)).toBeNull());
  it('keeps size keys alive in dialogs', () => {
    expect(shortcutOf(ctrl('='), false)?.scope).toBe('always');
    expect(shortcutOf(ctrl('n'), false)?.scope).toBe('app');
  });
});

describe('the keys of the webview', () => {
  it.each(['r', 'p', 'f', 'g', 'u', 's'])('Ctrl+%s is off', (key) => expect(isOff(ctrl(key), false)).toBe(true));
  it('reload and history are off', () => {
    expect(isOff(press('F5'), false)).toBe(true);
    expect(isOff(ctrl('R', { shiftKey: true }), false)).toBe(true);
    expect(isOff(press('ArrowLeft', { altKey: true }), false)).toBe(true);
  });
  it.each(['c', 'v', 'x', 'a', 'z'])('Ctrl+%s stays', (key) => expect(isOff(ctrl(key), false)).toBe(false));
});

describe('moving', () => {
  it('goes round the regions that are there', () => {
    expect(nextRegion(['sidebar', 'thread', 'composer'], 'composer', 1)).toBe('sidebar');
    expect(nextRegion(['sidebar', 'thread', 'composer'], 'sidebar', -1)).toBe('composer');
    expect(nextRegion(['thread', 'composer'], null, 1)).toBe('thread');
    expect(nextRegion([], null, 1)).toBeNull();
  });
  it('goes to the turn beside the one with the focus, else beside the top of the window', () => {
    expect(nextTurn([-900, -300, 200], 1, -1)).toBe(0);
    expect(nextTurn([-900, -300, 200], -1, 1)).toBe(2);
    expect(nextTurn([-900, -300, 200], -1, -1)).toBe(1);
    expect(nextTurn([0, 400], -1, -1)).toBe(-1);
  });
});

describe('key caps', () => {
  it('are words here and signs on macOS', () => {
    expect(caps('Mod+Shift+M', false)).toEqual(['Ctrl', 'Shift', 'M']);
    expect(caps('Mod+Shift+M', true)).toEqual(['⌘', '⇧', 'M']);
    expect(caps('Alt+ArrowUp', false)).toEqual(['Alt', '↑']);
    expect(caps('Mod++', false)).toEqual(['Ctrl', '+']);
  });
});
