// Endpoints many people use. Names are proper names, not words to translate.

import { t } from '../words/t';

export type PresetId = 'aihubmix' | 'openai' | 'openrouter' | 'ollama' | 'custom';
export type Preset = { id: PresetId; name: string; url: string; keyPage: string | null; needsKey: boolean; asks: string | null };

/** Known everywhere, and one word of it costs less than $0.0001. */
const CHEAP = 'gpt-4o-mini';

export const PRESETS: readonly Preset[] = [
  { id: 'aihubmix', name: 'AiHubMix', url: 'https://aihubmix.com/v1', keyPage: 'https://aihubmix.com/token', needsKey: true, asks: CHEAP },
  { id: 'openai', name: 'OpenAI', url: 'https://api.openai.com/v1', keyPage: 'https://platform.openai.com/api-keys', needsKey: true, asks: CHEAP },
  { id: 'openrouter', name: 'OpenRouter', url: 'https://openrouter.ai/api/v1', keyPage: 'https://openrouter.ai/settings/keys', needsKey: true, asks: CHEAP },
  { id: 'ollama', name: 'Ollama', url: 'http://localhost:11434/v1', keyPage: null, needsKey: false, asks: null },
  { id: 'custom', name: t('endpoint.custom'), url: '', keyPage: null, needsKey: false, asks: null },
];

export function presetOf(id: PresetId): Preset {
  return PRESETS.find((preset) => preset.id === id) ?? (PRESETS[0] as Preset);
}

/** The preset with this URL; any other URL is somebody else's, and never gets a preset's name. */
export function presetFor(url: string): Preset {
  const base = url.trim().replace(/\/+$/, '');
  return PRESETS.find((preset) => preset.url !== '' && preset.url === base) ?? presetOf('custom');
}
