// Models told apart, and ids that no list holds.

import type { ModelRef } from '../ipc/bindings';
import type { Catalogue } from './catalogue';

/** Two references to the same model at the same endpoint. */
export function same(a: ModelRef, b: ModelRef): boolean {
  return a.endpoint === b.endpoint && a.model === b.model;
}

/** Endpoints at which the text typed is no listed id: there it can be used as it stands. */
export function unlisted<E extends { id: string }>(catalogue: Catalogue, endpoints: E[], typed: string): E[] {
  const id = typed.trim();
  if (id === '' || /\s/.test(id)) return [];
  return endpoints.filter((endpoint) => catalogue.find({ endpoint: endpoint.id, model: id }) < 0);
}
