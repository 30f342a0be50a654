// Who reads the prompts an endpoint is sent, in one sentence.

import type { PresetView } from '../ipc/bindings';
import { t } from '../shared/t';

const NOTES = {
  direct: 'dataNote.direct',
  passed_on: 'dataNote.passOn',
  local: 'dataNote.local',
  unknown: 'dataNote.custom',
} as const;

export function dataNote(preset: PresetView): string {
  return t(NOTES[preset.prompt_route], { name: preset.name });
}
