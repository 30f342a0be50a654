//! Keys that live as long as the process: *for this session only*, the environment's key, tests.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use secret::Key;

use crate::Account;

/// A map of keys. Clones share it; it is wiped when the last one goes.
#[derive(Clone, Default)]
pub(crate) struct Memory(Arc<Mutex<HashMap<Account, Key>>>);

impl Memory {
    pub(crate) fn store(&self, account: &Account, key: Key) {
        self.keys().insert(account.clone(), key);
    }

    pub(crate) fn read(&self, account: &Account) -> Option<Key> {
        self.keys().get(account).map(Key::duplicate)
    }

    pub(crate) fn remove(&self, account: &Account) {
        self.keys().remove(account);
    }

    /// No call above can leave the map half changed, so one that panicked is no reason to lose the keys.
    fn keys(&self) -> MutexGuard<'_, HashMap<Account, Key>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
