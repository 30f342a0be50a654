// Who reads the prompts an endpoint is sent, in one sentence.

import type { PresetView } from '../ipc/bindings';
import { t } from '../shared/t';

/** Services that hand prompts on to others. */
const PASS_ON: ReadonlySet<string> = new Set(['aihubmix', 'openrouter']);

export function dataNote(preset: PresetView): string {
  if (preset.local) return t('dataNote.local');
  if (preset.name === '' || preset.id === 'litellm') return t('dataNote.custom');
  return t(PASS_ON.has(preset.id) ? 'dataNote.passOn' : 'dataNote.direct', { name: preset.name });
}
