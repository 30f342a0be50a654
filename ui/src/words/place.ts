// Which model a tab is, in words: as written, and as read out with its endpoint.

import { app } from '../state/app.svelte';
import type { LiveTab } from '../state/conversation.svelte';
import { t } from './t';

type Named = Pick<LiveTab, 'model' | 'twin' | 'endpointName' | 'demo'>;

/** The model, with a number when it is in the conversation twice. */
export function nameOf(tab: Named): string {
  return tab.twin === null ? tab.model : t('tabs.twin', { model: tab.model, n: tab.twin });
}

/** The model and, as soon as there are two endpoints, where it is asked. */
export function placeOf(tab: Named): string {
  return app.manyEndpoints ? t('tabs.on', { model: nameOf(tab), endpoint: tab.endpointName }) : nameOf(tab);
}

/** The place as read out. */
export function spokenPlace(tab: Named): string {
  return tab.demo ? t('tabs.demo', { place: placeOf(tab) }) : placeOf(tab);
}
