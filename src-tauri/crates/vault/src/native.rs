//! The macOS Keychain and the Windows Credential Manager, through `keyring-core`.
//!
//! Neither can say whether a call will ask the person: the Keychain may prompt within `read`. The limit of the thread
//! that calls them holds for the callers all the same.

use std::sync::Arc;

use keyring_core::{CredentialStore, Entry, Error};
use secret::Key;
use zeroize::Zeroizing;

use crate::{Account, Caller, Keyring, KeyringState, SERVICE, VaultError};

/// The platform's own keyring.
pub(crate) struct Native;

impl Keyring for Native {
    fn state(&mut self) -> Result<KeyringState, VaultError> {
        store().map(|_| KeyringState::Unlocked)
    }

    fn store(&mut self, account: &Account, key: &Key) -> Result<(), VaultError> {
        entry(account)?.set_password(key.expose()).map_err(failure)
    }

    fn read(&mut self, account: &Account) -> Result<Key, VaultError> {
        let text = Zeroizing::new(entry(account)?.get_password().map_err(failure)?);
        Key::lines(text.as_str().to_owned()).map_err(|error| VaultError::failed(error.to_string()))
    }

    fn remove(&mut self, account: &Account) -> Result<(), VaultError> {
        match entry(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(failure(error)),
        }
    }

    fn unlock(&mut self, _: &mut Caller) -> Result<(), VaultError> {
        // The system asks by itself, when a key is used.
        Ok(())
    }
}

fn entry(account: &Account) -> Result<Entry, VaultError> {
    store()?.build(SERVICE, &account.to_string(), None).map_err(failure)
}

#[cfg(target_os = "macos")]
fn store() -> Result<Arc<CredentialStore>, VaultError> {
    Ok(apple_native_keyring_store::keychain::Store::new().map_err(failure)?)
}

#[cfg(windows)]
fn store() -> Result<Arc<CredentialStore>, VaultError> {
    Ok(windows_native_keyring_store::Store::new().map_err(failure)?)
}

/// By kind only where the error carries data: that may be the key.
fn failure(error: Error) -> VaultError {
    match error {
        Error::NoEntry => VaultError::NotFound,
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => VaultError::Unavailable,
        Error::NoStorageAccess(_) => VaultError::Locked,
        Error::BadEncoding(_) | Error::BadDataFormat(..) => VaultError::failed("what it holds is no text"),
        other => VaultError::failed(other.to_string()),
    }
}
