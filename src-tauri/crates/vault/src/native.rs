//! The macOS Keychain and the Windows Credential Manager.
//!
//! Neither can say whether a call will ask the person: the Keychain may prompt within `read`. The limit of the thread
//! that calls them holds for the callers all the same.

use keyring::v1::{Entry, Error};
use secret::Key;

use crate::{Account, Caller, Keyring, KeyringState, SERVICE, VaultError, entry};

/// The platform's own keyring.
pub(crate) struct Native;

impl Keyring for Native {
    fn state(&mut self) -> Result<KeyringState, VaultError> {
        match Entry::store_status() {
            Ok(()) => Ok(KeyringState::Unlocked),
            Err(error) => Err(VaultError::failed(error.to_string())),
        }
    }

    fn store(&mut self, account: &Account, key: &Key) -> Result<(), VaultError> {
        entry::store(&named(account)?, key).map_err(entry::failure)
    }

    fn read(&mut self, account: &Account) -> Result<Key, VaultError> {
        entry::parse(&entry::read(&named(account)?).map_err(entry::failure)?)
    }

    fn remove(&mut self, account: &Account) -> Result<(), VaultError> {
        match named(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(entry::failure(error)),
        }
    }

    fn unlock(&mut self, _: &mut Caller) -> Result<(), VaultError> {
        // The system asks by itself, when a key is used.
        Ok(())
    }
}

fn named(account: &Account) -> Result<Entry, VaultError> {
    Entry::new(SERVICE, &account.to_string()).map_err(entry::failure)
}
