// The details of a failure, for whoever helps and for the provider's support. They hold no key.

import type { Failure } from '../ipc/bindings';
import { t } from '../shared/t';

/** One detail. `copied` is the toast after copying it; without it there is no copy button. */
export type Detail = { id: string; name: string; value: string; copy?: string; copied?: string };

/** Returns the known details of a failure in a fixed order. */
export function detailsOf(failure: Failure): Detail[] {
  const { host, url, proxy, ray_id } = failure.details;
  const facts: (Detail | null)[] = [
    failure.status === null ? null : { id: 'status', name: t('answer.status'), value: String(failure.status) },
    { id: 'code', name: t('answer.code'), value: failure.code },
    (url ?? host) ? { id: 'host', name: t('answer.host'), value: url ?? host ?? '' } : null,
    proxy ? { id: 'proxy', name: t('answer.proxy'), value: proxy } : null,
    ray_id
      ? {
          id: 'ray-id',
          name: t('answer.rayId'),
          value: ray_id,
          copy: t('answer.copyRayId'),
          copied: t('toast.rayIdCopied'),
        }
      : null,
    failure.request_id === null
      ? null
      : {
          id: 'request-id',
          name: t('answer.requestId'),
          value: failure.request_id,
          copy: t('answer.copyRequestId'),
          copied: t('toast.requestIdCopied'),
        },
  ];
  return facts.filter((fact) => fact !== null);
}

/** Returns all details as text. */
export function detailsText(failure: Failure): string {
  const facts = detailsOf(failure).map(({ name, value }) => `${name}: ${value}`);
  return [...facts, failure.provider_message].filter(Boolean).join('\n');
}
