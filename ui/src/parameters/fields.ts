// The table of parameters by their names in the protocol, with bounds; and parsing what was typed.

import type { Key } from '../shared/t';

/** A number. With `step` it has a slider too. */
export type NumberField = {
  kind: 'number';
  name: string;
  words: Key;
  min: number;
  max: number;
  step?: number;
  whole?: boolean;
};
/** One of a few words. `wrap` makes the member's value of the word. */
export type ChoiceField = {
  kind: 'choice';
  name: string;
  words: Key;
  options: readonly { value: string; words: Key }[];
  wrap?: string;
};
export type Field = NumberField | ChoiceField;

const LEVELS = [
  { value: 'low', words: 'parameters.low' },
  { value: 'medium', words: 'parameters.medium' },
  { value: 'high', words: 'parameters.high' },
] as const;

export const FIRST: readonly Field[] = [
  { kind: 'number', name: 'temperature', words: 'parameters.temperature', min: 0, max: 2, step: 0.1 },
  { kind: 'number', name: 'top_p', words: 'parameters.topP', min: 0, max: 1, step: 0.05 },
  {
    kind: 'number',
    name: 'max_tokens',
    words: 'parameters.maxTokens',
    min: 1,
    max: 10_000_000,
    whole: true,
  },
  { kind: 'choice', name: 'reasoning_effort', words: 'parameters.effort', options: LEVELS },
  {
    kind: 'number',
    name: 'seed',
    words: 'parameters.seed',
    min: -Number.MAX_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
    whole: true,
  },
];

export const MORE: readonly Field[] = [
  { kind: 'number', name: 'frequency_penalty', words: 'parameters.frequencyPenalty', min: -2, max: 2, step: 0.1 },
  { kind: 'number', name: 'presence_penalty', words: 'parameters.presencePenalty', min: -2, max: 2, step: 0.1 },
  { kind: 'choice', name: 'verbosity', words: 'parameters.verbosity', options: LEVELS },
  {
    kind: 'choice',
    name: 'response_format',
    words: 'parameters.format',
    options: [
      { value: 'text', words: 'parameters.text' },
      { value: 'json_object', words: 'parameters.json' },
    ],
    wrap: 'type',
  },
];

/** Members that a conversation decides by itself. */
const OURS: readonly string[] = ['model', 'messages', 'stream'];
const NAMED = new Set(['stop', ...[...FIRST, ...MORE].map((field) => field.name)]);

export type Body = Record<string, unknown>;
/** A parsed input: a value, nothing (the parameter is not sent), or why it is invalid. */
export type Read = { value: unknown } | { none: true } | { wrong: Key };

/** A number as typed, with a point or a comma. */
export function readNumber(field: NumberField, text: string): Read {
  const typed = text.trim().replace(',', '.');
  if (typed === '') return { none: true };
  const value = Number(typed);
  if (!Number.isFinite(value) || (field.whole && !Number.isInteger(value)))
    return { wrong: field.whole ? 'parameters.notWhole' : 'parameters.notNumber' };
  return value < field.min || value > field.max ? { wrong: 'parameters.outside' } : { value };
}

/** Stop sequences, one a line. */
export function readStop(text: string): Read {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.length === 0 ? { none: true } : { value: lines };
}

export function stopText(body: Body): string {
  const stop = body.stop;
  return Array.isArray(stop) ? stop.join('\n') : typeof stop === 'string' ? stop : '';
}

/** The word of a choice that a body holds; empty for none. */
export function choiceOf(field: ChoiceField, body: Body): string {
  const held = body[field.name];
  const word = field.wrap && typeof held === 'object' && held !== null ? (held as Body)[field.wrap] : held;
  return typeof word === 'string' ? word : '';
}

export function choiceValue(field: ChoiceField, word: string): Read {
  if (word === '') return { none: true };
  return { value: field.wrap ? { [field.wrap]: word } : word };
}

/** Members that have no field of their own, as JSON; empty for none. */
export function restText(body: Body): string {
  const rest = Object.entries(body).filter(([name]) => !NAMED.has(name));
  return rest.length === 0 ? '' : JSON.stringify(Object.fromEntries(rest), null, 2);
}

/** A body in which the members without a field are those of this JSON object. */
export function withRest(body: Body, text: string): { body: Body } | { wrong: Key } {
  const rest = text.trim() === '' ? {} : parse(text);
  if (typeof rest !== 'object' || rest === null || Array.isArray(rest)) return { wrong: 'parameters.notJson' };
  if (Object.keys(rest).some((name) => OURS.includes(name))) return { wrong: 'parameters.ours' };
  const named = Object.entries(body).filter(([name]) => NAMED.has(name));
  return { body: { ...Object.fromEntries(named), ...rest } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
