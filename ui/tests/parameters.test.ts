// Parameters as typed: read, refused with a reason, and merged without touching what was not named.

import { setBackend } from '../src/ipc';
import { send } from '../src/composer/send';
import { describe, expect, it } from 'vitest';
import {
  choiceOf,
  choiceValue,
  FIRST,
  MORE,
  readNumber,
  readStop,
  restText,
  stopText,
  withRest,
  type ChoiceField,
  type NumberField,
} from '../src/parameters/fields';
import type { ModelParameters } from '../src/ipc/bindings';
import type { Port } from '../src/ipc/port';
import { fakePort } from '../dev/fake';
import { chat } from '../src/conversation/chat.svelte';
import { composer } from '../src/composer/draft.svelte';
import { countSet, sheet, withMember } from '../src/parameters/sheet.svelte';

const number = (name: string): NumberField => [...FIRST, ...MORE].find((field) => field.name === name) as NumberField;
const choice = (name: string): ChoiceField => [...FIRST, ...MORE].find((field) => field.name === name) as ChoiceField;

describe('a number', () => {
  it('is read with a point or a comma, and is not sent when there is none', () => {
    expect(readNumber(number('temperature'), ' 0.6 ')).toEqual({ value: 0.6 });
    expect(readNumber(number('temperature'), '0,6')).toEqual({ value: 0.6 });
    expect(readNumber(number('temperature'), '0')).toEqual({ value: 0 });
    expect(readNumber(number('seed'), ' ')).toEqual({ none: true });
  });

  it('is refused with a reason', () => {
    expect(readNumber(number('temperature'), '2.1')).toEqual({ wrong: 'parameters.outside' });
    expect(readNumber(number('temperature'), 'hot')).toEqual({ wrong: 'parameters.notNumber' });
    expect(readNumber(number('max_tokens'), '10.5')).toEqual({ wrong: 'parameters.notWhole' });
    expect(readNumber(number('max_tokens'), '0')).toEqual({ wrong: 'parameters.outside' });
    expect(readNumber(number('temperature'), 'Infinity')).toEqual({ wrong: 'parameters.notNumber' });
  });
});

describe('a choice', () => {
  it('is a word, or a word in an object', () => {
    expect(choiceValue(choice('reasoning_effort'), 'low')).toEqual({ value: 'low' });
    expect(choiceValue(choice('response_format'), 'json_object')).toEqual({ value: { type: 'json_object' } });
    expect(choiceValue(choice('verbosity'), '')).toEqual({ none: true });
    expect(choiceOf(choice('response_format'), { response_format: { type: 'text' } })).toBe('text');
    expect(choiceOf(choice('response_format'), { response_format: 7 })).toBe('');
  });
});

describe('text', () => {
  it('gives stop sequences, one a line', () => {
    expect(readStop('END\n\n###')).toEqual({ value: ['END', '###'] });
    expect(readStop('\n')).toEqual({ none: true });
    expect(stopText({ stop: 'END' })).toBe('END');
    expect(stopText({ stop: ['a', 'b'] })).toBe('a\nb');
  });

  it('gives members without a field of their own, and leaves the others', () => {
    expect(withRest({ temperature: 1, old: 1 }, '{ "top_k": 40 }')).toEqual({ body: { temperature: 1, top_k: 40 } });
    expect(withRest({ old: 1, seed: 2 }, ' ')).toEqual({ body: { seed: 2 } });
    expect(restText({ temperature: 1, top_k: 40 })).toBe('{\n  "top_k": 40\n}');
    expect(restText({ stop: 'x' })).toBe('');
  });

  it('is refused when it is no JSON object or sets what a chat sets', () => {
    for (const text of ['{', '[]', '7', 'null', '"x"'])
      expect(withRest({}, text)).toEqual({ wrong: 'parameters.notJson' });
    for (const name of ['model', 'messages', 'stream'])
      expect(withRest({}, `{"${name}":1}`)).toEqual({ wrong: 'parameters.ours' });
  });
});

describe('a set of parameters', () => {
  it('gains and loses one member at a time', () => {
    const limits = { seconds: null, tokens: null };
    const held = { system: 'Be brief.', body: { temperature: 1, seed: 7 }, limits };
    expect(withMember(held, 'temperature', { none: true })).toEqual({ system: 'Be brief.', body: { seed: 7 }, limits });
    expect(withMember(held, 'seed', { value: 8 })).toEqual({
      system: 'Be brief.',
      body: { temperature: 1, seed: 8 },
      limits,
    });
    expect(countSet(held)).toBe(3);
    expect(countSet({ ...held, limits: { seconds: 30, tokens: null } })).toBe(4);
  });
});

describe('changes made one after the other', () => {
  it('build on each other, arrive in order, and before what is asked with them', async () => {
    const port = fakePort(new URLSearchParams());
    const asked: unknown[][] = [];
    let free = (): void => {};
    const held = new Promise<void>((resolve) => (free = resolve));
    setBackend({
      ...port,
      call: (async (name: string, args: unknown) => {
        if (name === 'set_parameters') {
          // The first one takes its time.
          if (asked.length === 0) await held;
          const { tabs, parameters } = args as { tabs: string[]; parameters: ModelParameters };
          asked.push([tabs[0], parameters.system, parameters.body]);
        } else if (name === 'send') asked.push(['send']);
        return (port.call as (name: string, args: unknown) => Promise<unknown>)(name, args);
      }) as Port['call'],
    });
    await chat.create([
      { endpoint: 'e1', model: 'a' },
      { endpoint: 'e1', model: 'b' },
    ]);
    const [a, b] = (chat.open?.tabs ?? []).map((tab) => tab.id);
    sheet.show();
    void sheet.change((parameters) => ({ ...parameters, system: 'Be brief.' }));
    sheet.about = b ?? '';
    void sheet.change((parameters) => withMember(parameters, 'seed', { value: 7 }));
    composer.type('Hello');
    const sent = send([a ?? '', b ?? '']);
    free();
    await sent;
    expect(asked).toEqual([[a, 'Be brief.', {}], [b, 'Be brief.', {}], [b, 'Be brief.', { seed: 7 }], ['send']]);
  });
});
