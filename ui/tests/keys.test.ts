// Keys: what they mean in the composer and in the window, and that an input method keeps its own.

import { describe, expect, it } from 'vitest';
import { composerAct } from '../src/keys/composer';
import { actOf } from '../src/keys/shortcuts';

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

describe('the composer', () => {
  it('sends on Enter', () => expect(composerAct(press('Enter'))).toBe('send'));
  it('breaks the line on Shift+Enter', () => expect(composerAct(press('Enter', { shiftKey: true }))).toBeNull());
  it('sends to one tab on Ctrl+Shift+Enter', () => expect(composerAct(press('Enter', { shiftKey: true, ctrlKey: true }))).toBe('send-here'));
  it('leaves Enter to an input method', () => {
    expect(composerAct(press('Enter', { isComposing: true }))).toBeNull();
    expect(composerAct(press('Enter', { keyCode: 229 }))).toBeNull();
  });
  it('leaves other keys alone', () => expect(composerAct(press('a'))).toBeNull());
});

describe('shortcuts', () => {
  it('knows the map', () => {
    expect(actOf(press('n', { ctrlKey: true }), false)).toEqual({ kind: 'new-chat' });
    expect(actOf(press('3', { ctrlKey: true, code: 'Digit3' }), false)).toEqual({ kind: 'go-tab', index: 2 });
    expect(actOf(press('Tab', { ctrlKey: true, shiftKey: true }), false)).toEqual({ kind: 'next-tab', step: -1 });
    expect(actOf(press('C', { ctrlKey: true, shiftKey: true }), false)).toEqual({ kind: 'copy-answer' });
    expect(actOf(press('Escape', { shiftKey: true }), false)).toEqual({ kind: 'stop-all' });
  });
  it('uses the command key on macOS', () => {
    expect(actOf(press('n', { metaKey: true }), true)).toEqual({ kind: 'new-chat' });
    expect(actOf(press('n', { ctrlKey: true }), true)).toBeNull();
  });
  it('falls back to the position on non-Latin layouts', () => {
    expect(actOf(press('т', { ctrlKey: true, code: 'KeyN' }), false)).toEqual({ kind: 'new-chat' });
  });
  it('never takes AltGr for Ctrl', () => expect(actOf(press('n', { ctrlKey: true, altKey: true }), false)).toBeNull());
  it('leaves Esc to an input method', () => expect(actOf(press('Escape', { isComposing: true }), false)).toBeNull());
  it('leaves plain letters alone', () => expect(actOf(press('n'), false)).toBeNull());
});
