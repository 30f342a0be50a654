// All words of the page come from messages/en.json through `t`. A key that is not there does not compile.

import en from '../../messages/en.json';

type Leaf = string | { other: string };
type Keys<T> = {
  [K in keyof T & string]: T[K] extends Leaf ? K : `${K}.${Keys<T[K]>}`;
}[keyof T & string];

/** The words of the page: every area but the command line's own. */
type Words = Omit<typeof en, 'cli' | 'errors'>;
export type Key = Keys<Words>;
export type Values = Record<string, string | number>;

const plurals = new Intl.PluralRules('en');

/** The sentence for a key, with `{name}` replaced by values. A plural entry is chosen by `count`. */
export function t(key: Key, values: Values = {}): string {
  return fill(lookUp(key, values), values);
}

/** Puts values into a sentence; a placeholder without a value stays as written. */
export function fill(sentence: string, values: Values): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function lookUp(key: string, values: Values): string {
  let at: unknown = en;
  for (const part of key.split('.')) at = (at as Record<string, unknown> | undefined)?.[part];
  if (typeof at === 'string') return at;
  if (typeof at !== 'object' || at === null) return key;
  const forms = at as Record<string, string>;
  const form = plurals.select(Number(values.count ?? 0));
  return forms[form] ?? forms.other ?? key;
}
