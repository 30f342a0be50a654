// Endpoints many people use, as Rust lists them. Names are proper names, not words to translate.

import { call } from '../ipc';
import type { PresetView } from '../ipc/bindings';
import { t } from '../shared/t';

/** A part of a URL that only the person knows, such as `RESOURCE`. */
const GAP = /\{\w+\}|\bRESOURCE\b/;

const CUSTOM: PresetView = {
  id: 'custom',
  name: '',
  base_url: '',
  auth_header: { name: 'Authorization', scheme: 'Bearer' },
  query: [],
  needs_key: false,
  key_page: null,
  status_page: null,
  local: false,
  asks: null,
  prompt_route: 'unknown',
  featured: true,
};

class Presets {
  all = $state.raw<readonly PresetView[]>([CUSTOM]);

  /** Reads them; before the first form is drawn. */
  async read(): Promise<void> {
    const all = await call('presets').catch(() => null);
    if (all && all.length > 0) this.all = all;
  }

  /** The preset with this id, else the one without a name. */
  of(id: string): PresetView {
    return this.all.find((preset) => preset.id === id) ?? this.all.find((preset) => preset.id === 'custom') ?? CUSTOM;
  }

  /** The preset whose service answers at this URL; any other host never gets a preset's name. */
  at(url: string): PresetView {
    const origin = originOf(url);
    return this.all.find((preset) => origin !== null && originOf(preset.base_url) === origin) ?? this.of('custom');
  }

  /** Returns the presets to offer: the common ones and the chosen one, or all. */
  offered(chosen: string, all: boolean): PresetView[] {
    return this.all.filter(({ id, featured }) => all || featured || id === chosen);
  }
}

export const presets = new Presets();

/** Its name, as it is offered. */
export function presetName(preset: PresetView): string {
  return preset.name || t('endpoint.custom');
}

/** The part of a URL that is still to be filled in. */
export function gapIn(url: string): string | null {
  return GAP.exec(url)?.[0] ?? null;
}

/** Whether both are answered by the same server. */
export function sameServer(a: string, b: string): boolean {
  const origin = originOf(a);
  return origin !== null && origin === originOf(b);
}

function originOf(url: string): string | null {
  const typed = url.trim();
  const whole = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
  return typed !== '' && URL.canParse(whole) ? new URL(whole).origin : null;
}

/** Who reads the prompts an endpoint is sent, by the preset's route. */
const DATA_NOTES = {
  direct: 'dataNote.direct',
  passed_on: 'dataNote.passOn',
  local: 'dataNote.local',
  unknown: 'dataNote.custom',
} as const;

/** Returns the sentence that says who reads the prompts. */
export function dataNote(preset: PresetView): string {
  return t(DATA_NOTES[preset.prompt_route], { name: preset.name });
}
