// The name of a tab: as shown, and as spoken with its endpoint.

import { app } from '../shared/app.svelte';
import type { LiveTab } from './conversation.svelte';
import { t } from '../shared/t';

type Named = Pick<LiveTab, 'model' | 'name' | 'twin' | 'apart' | 'endpointName' | 'demo'>;

/** What the person calls the tab, else its model. */
export function bareName(tab: Named): string {
  return tab.name ?? tab.model;
}

/** Returns what distinguishes it from another tab of the same model, to follow its name: “ #2”, “ · temp 1.0”. Empty
 *  with a name of its own. */
export function marksOf(tab: Named): string[] {
  if (tab.name !== null) return [];
  return [
    tab.twin === null ? null : t('tabs.twin', { n: tab.twin }),
    tab.apart === null ? null : t('tabs.mark', { mark: tab.apart }),
  ].filter((mark) => mark !== null);
}

/** Returns the name and what distinguishes it from tabs of the same model. */
export function nameOf(tab: Named): string {
  return [bareName(tab), ...marksOf(tab)].join('');
}

/** Returns the name and, as soon as there are two endpoints, the endpoint. */
export function placeOf(tab: Named): string {
  return app.manyEndpoints ? t('tabs.on', { model: nameOf(tab), endpoint: tab.endpointName }) : nameOf(tab);
}

/** The same as spoken. */
export function spokenPlace(tab: Named): string {
  return tab.demo ? t('tabs.demo', { place: placeOf(tab) }) : placeOf(tab);
}

/** A longer name would leave the recipients no room beside the send button. */
const LONGEST = 28;

/** The words on the send button: the model's name, or how many models. */
export function sendWords(targets: LiveTab[]): string {
  const only = targets.length === 1 ? targets[0] : undefined;
  if (only && nameOf(only).length <= LONGEST) return t('composer.sendTo', { model: nameOf(only) });
  return targets.length === 0 ? t('composer.send') : t('composer.sendMany', { count: targets.length });
}
