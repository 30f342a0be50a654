//! Keys that live as long as the process: *until Juxta quits*, the environment's key, tests.

use std::{collections::HashMap, sync::Arc};

use parking_lot::Mutex;
use secret::Key;

use crate::Account;

/// A map of keys. Clones share it; it is wiped when the last one goes.
#[derive(Clone, Default)]
pub(crate) struct Memory(Arc<Mutex<HashMap<Account, Key>>>);

impl Memory {
    pub(crate) fn store(&self, account: &Account, key: Key) {
        self.0.lock().insert(account.clone(), key);
    }

    pub(crate) fn read(&self, account: &Account) -> Option<Key> {
        self.0.lock().get(account).map(Key::duplicate)
    }

    pub(crate) fn remove(&self, account: &Account) {
        self.0.lock().remove(account);
    }
}
