// Endpoints many people use, as Rust lists them. Names are proper names, not words to translate.

import { call } from '../ipc';
import type { PresetView } from '../ipc/bindings';
import { t } from '../shared/t';

/** Shown before *More*: the rest is one press away. */
const FIRST: ReadonlySet<string> = new Set(['aihubmix', 'openai', 'openrouter', 'ollama', 'custom']);

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

  /** The preset whose service answers at this URL; any other host is somebody else's, and never gets a preset's name. */
  at(url: string): PresetView {
    const origin = originOf(url);
    return this.all.find((preset) => origin !== null && originOf(preset.base_url) === origin) ?? this.of('custom');
  }

  /** Which are offered: the common ones, the chosen one, or all. */
  offered(chosen: string, all: boolean): PresetView[] {
    return this.all.filter(({ id }) => all || FIRST.has(id) || id === chosen);
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
