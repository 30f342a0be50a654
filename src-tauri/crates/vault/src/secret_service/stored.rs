//! An account's key as stored, read and deleted by the crate `keyring`.
//!
//! Each call makes a store, and with it a connection, of its own: the crate's default store is made once per process
//! and goes stale when the service restarts.
//!
//! The crate's search unlocks what it finds locked, with a prompt that nobody asked for. So callers first make sure
//! that nothing is: [`collection::unlocked`](super::collection::unlocked), [`items::none_locked`](super::items::none_locked).

use std::{collections::HashMap, error::Error as _};

use keyring::v1::{Entry, Error, Result};
use keyring_core::api::CredentialStoreApi as _;
use secret::Key;
use zbus_secret_service_keyring_store::{Store, cred::Wrapper};

use super::bus;
use crate::{Account, SERVICE, VaultError, entry};

/// Stores `key`, in place of the one that `account` had; in every collection that had one, so that none stays behind.
pub(super) fn store(account: &Account, key: &Key) -> std::result::Result<(), VaultError> {
    for_each(account, |entry| entry::store(entry, key)).map_err(failure)
}

/// Reads the key of `account`; the one in `collection` if there are several.
pub(super) fn read(collection: &str, account: &Account) -> std::result::Result<Key, VaultError> {
    let found = named(account).and_then(|entry| match entry::read(&entry) {
        Err(Error::Ambiguous(several)) => {
            let inner = preferred(several, collection).ok_or(Error::NoEntry)?;
            entry::read(&Entry { inner })
        }
        other => other,
    });
    entry::parse(&found.map_err(failure)?)
}

/// Deletes every entry of `account`. Fine when there is none.
pub(super) fn remove(account: &Account) -> std::result::Result<(), VaultError> {
    match for_each(account, Entry::delete_credential) {
        Err(Error::NoEntry) => Ok(()),
        other => other.map_err(failure),
    }
}

/// Makes the entry that stands for `account`, whether the keyring has it or not.
fn named(account: &Account) -> Result<Entry> {
    let label = format!("Juxta: {}", account.origin());
    let modifiers = HashMap::from([("label", label.as_str())]);
    let inner = Store::new()?.build(SERVICE, &account.to_string(), Some(&modifiers))?;
    Ok(Entry { inner })
}

/// Runs `action` on the entry of `account`, or on each if several collections have one.
fn for_each(account: &Account, action: impl Fn(&Entry) -> Result<()>) -> Result<()> {
    match action(&named(account)?) {
        Err(Error::Ambiguous(several)) => several.into_iter().try_for_each(|inner| action(&Entry { inner })),
        other => other,
    }
}

/// Returns the entry that lies in `collection`, or any if none does.
fn preferred(mut several: Vec<keyring_core::Entry>, collection: &str) -> Option<keyring_core::Entry> {
    let inside = |entry: &keyring_core::Entry| {
        let path = entry.as_any().downcast_ref::<Wrapper>().map(Wrapper::get_path);
        path.and_then(|path| Some(path.strip_prefix(collection)?.starts_with('/')))
            .unwrap_or(false)
    };
    let at = several.iter().position(inside).unwrap_or(0);
    (!several.is_empty()).then(|| several.swap_remove(at))
}

/// Translates an error of the crate by the D-Bus error it wraps, if any.
fn failure(error: Error) -> VaultError {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<zbus::Error>() {
            return bus::failure(error);
        }
        cause = error.source();
    }
    entry::failure(error)
}
