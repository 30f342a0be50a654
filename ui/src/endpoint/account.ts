// The web page of an endpoint's account: the page where its keys are made.

import { attempt } from '../shared/attempt';
import { call } from '../ipc';
import { app } from '../shared/app.svelte';
import { presets } from './presets.svelte';

/** The page of this endpoint's account; `null` where none is known. */
export function pageOfAccount(endpoint: string): string | null {
  const view = app.endpoints.find((each) => each.id === endpoint);
  return view ? presets.of(view.settings.preset || presets.at(view.base_url).id).key_page : null;
}

/** Opens it in the browser. */
export async function openAccount(page: string | null): Promise<void> {
  if (page !== null) await attempt(() => call('open_link', { url: page }));
}
