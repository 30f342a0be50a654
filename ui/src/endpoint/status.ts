// The words for key states. The worst one counts for all endpoints.

import type { EndpointView, KeyringState, KeyState } from '../ipc/bindings';
import type { IconName } from '../shared/icons';
import { t } from '../shared/t';

export type Tone = '' | 'warn' | 'err' | 'ok';
export type Status = { words: string; icon: IconName; tone: Tone };

/** One endpoint's key. */
export function keyStatus(key: KeyState): Status {
  const all: Record<KeyState, Status> = {
    none: { words: t('keyState.none'), icon: 'check', tone: 'ok' },
    keyring: { words: t('keyState.keyring'), icon: 'key', tone: '' },
    session: { words: t('keyState.session'), icon: 'clock', tone: '' },
    environment: { words: t('keyState.environment'), icon: 'key', tone: '' },
    missing: { words: t('keyState.missing'), icon: 'alert', tone: 'err' },
  };
  return all[key];
}

/** The status of all keys in the sidebar; `keyring` is `null` until its state is read. */
export function worstKeyState(endpoints: EndpointView[], keyring: KeyringState | null = null): Status {
  const keys = endpoints.map((endpoint) => endpoint.key);
  const missing = keys.filter((key) => key === 'missing').length;
  if (missing > 0) return { words: t('sidebar.keysMissing', { count: missing }), icon: 'alert', tone: 'err' };
  if (keyring && keyring !== 'unlocked' && keys.includes('keyring')) return shut(keyring);
  if (keys.includes('session')) return { words: t('sidebar.keyUntilClosed'), icon: 'clock', tone: '' };
  if (keys.includes('environment')) return { words: t('sidebar.keyFromEnvironment'), icon: 'key', tone: '' };
  if (keys.includes('keyring')) return { words: t('sidebar.keysInKeyring'), icon: 'key', tone: '' };
  return { words: t('sidebar.noKeyNeeded'), icon: 'check', tone: '' };
}

function shut(keyring: Exclude<KeyringState, 'unlocked'>): Status {
  if (keyring === 'locked') return { words: t('sidebar.keyringLocked'), icon: 'lock', tone: 'warn' };
  return {
    words: t(keyring === 'absent' ? 'sidebar.keyringAbsent' : 'sidebar.keyringFailing'),
    icon: 'alert',
    tone: 'warn',
  };
}
