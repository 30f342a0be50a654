// What distinguishes a tab from others of the same model: the first parameter that differs, in short.

import type { ModelParameters } from '../ipc/bindings';
import { type Key, t } from '../shared/t';

/** Parameters in the order they are compared; any other comes after them by its own name. */
const WORDS: Record<string, Key> = {
  temperature: 'apart.temperature',
  top_p: 'apart.top_p',
  reasoning_effort: 'apart.reasoning_effort',
  max_tokens: 'apart.max_tokens',
  seed: 'apart.seed',
};
const LONGEST = 12;

type Asking = { parameters: ModelParameters };

/** “temp 1.0”; `null` where nothing differs or this one leaves alone what another sets. */
export function apartWords(tab: Asking, twins: readonly Asking[]): string | null {
  const bodies = twins.map((twin) => twin.parameters.body);
  const names = [...new Set([...Object.keys(WORDS), ...bodies.flatMap((body) => Object.keys(body))])];
  const differs = (name: string): boolean => new Set(bodies.map((body) => JSON.stringify(body[name]))).size > 1;
  const name = names.find((each) => tab.parameters.body[each] !== undefined && differs(each));
  if (name !== undefined)
    return t(WORDS[name] ?? 'apart.any', { name, value: written(name, tab.parameters.body[name]) });
  const systems = new Set(twins.map((twin) => twin.parameters.system));
  return systems.size > 1 && tab.parameters.system ? t('apart.system') : null;
}

function written(name: string, value: unknown): string {
  if (name === 'temperature' && Number.isInteger(value)) return `${String(value)}.0`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
