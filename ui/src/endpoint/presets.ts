// Endpoints many people use. Names are proper names, not words to translate.

import { t } from '../words/t';

export type PresetId = 'aihubmix' | 'openai' | 'openrouter' | 'ollama' | 'custom';
export type Preset = { id: PresetId; name: string; url: string; keyPage: string | null; needsKey: boolean };

export const PRESETS: readonly Preset[] = [
  { id: 'aihubmix', name: 'AiHubMix', url: 'https://aihubmix.com/v1', keyPage: 'https://aihubmix.com/token', needsKey: true },
  { id: 'openai', name: 'OpenAI', url: 'https://api.openai.com/v1', keyPage: 'https://platform.openai.com/api-keys', needsKey: true },
  { id: 'openrouter', name: 'OpenRouter', url: 'https://openrouter.ai/api/v1', keyPage: 'https://openrouter.ai/settings/keys', needsKey: true },
  { id: 'ollama', name: 'Ollama', url: 'http://localhost:11434/v1', keyPage: null, needsKey: false },
  { id: 'custom', name: t('endpoint.custom'), url: '', keyPage: null, needsKey: false },
];

export function presetOf(id: PresetId): Preset {
  return PRESETS.find((preset) => preset.id === id) ?? (PRESETS[0] as Preset);
}

/** The preset a saved endpoint was made from, judged by its URL. */
export function presetFor(url: string): Preset {
  return PRESETS.find((preset) => preset.url === url) ?? presetOf('custom');
}
