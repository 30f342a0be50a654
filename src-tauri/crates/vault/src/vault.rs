//! The handle the rest of the app holds: keys are stored here, and read for one request.

use std::sync::Arc;

use secret::Key;

#[cfg(any(target_os = "macos", windows))]
use crate::native::Native as SystemKeyring;
#[cfg(all(unix, not(target_os = "macos")))]
use crate::secret_service::SecretService as SystemKeyring;
use crate::{
    Account, Keyring, KeyringState, VaultError,
    memory::Memory,
    thread::{KeyringThread, Needs},
};

/// A place for keys. Cheap to clone; clones are the same place.
///
/// Every method may be dropped while it waits. Calls that need no person end within [`LIMIT`](crate::LIMIT); while one is stuck or
/// the person is being asked, others fail with [`VaultError::Busy`] at once.
#[derive(Clone)]
pub struct Vault(Backend);

#[derive(Clone)]
enum Backend {
    Keyring(Arc<KeyringThread>),
    Memory(Memory),
}

impl Vault {
    /// Returns the system's keyring. It is not touched, and its thread not started, before the first call.
    pub fn system() -> Self {
        Self::with_keyring(|| Box::new(SystemKeyring))
    }

    /// Makes a vault in memory: always unlocked, and empty again when the process ends.
    pub fn memory() -> Self {
        Self(Backend::Memory(Memory::default()))
    }

    /// Makes a vault of any keyring. `make` is called on the keyring's thread, again after a panic.
    pub fn with_keyring(make: impl Fn() -> Box<dyn Keyring> + Send + Sync + 'static) -> Self {
        Self(Backend::Keyring(Arc::new(KeyringThread::new(Arc::new(make)))))
    }

    /// Stores `key` for `account`, in place of the one it had.
    ///
    /// # Errors
    /// All of [`VaultError`] but `NotFound`. After `TimedOut` the key may be there or not; the former one is never
    /// deleted for it.
    pub async fn store(&self, account: &Account, key: Key) -> Result<(), VaultError> {
        let thread = match &self.0 {
            Backend::Keyring(thread) => thread,
            Backend::Memory(memory) => {
                memory.store(account, key);
                return Ok(());
            }
        };
        let account = account.clone();
        let work = move |keyring: &mut dyn Keyring, _: &mut _| {
            keyring.store(&account, &key).map_err(|error| error.without(&key))
        };
        thread.run(Needs::Nobody, work).await
    }

    /// Reads the key of `account`, for one request.
    ///
    /// # Errors
    /// All of [`VaultError`]; `Locked` instead of a prompt.
    pub async fn read(&self, account: &Account) -> Result<Key, VaultError> {
        match &self.0 {
            Backend::Keyring(thread) => {
                let account = account.clone();
                thread
                    .run(Needs::Nobody, move |keyring, _| keyring.read(&account))
                    .await
            }
            Backend::Memory(memory) => memory.read(account).ok_or(VaultError::NotFound),
        }
    }

    /// Deletes the key of `account`. Fine when there is none.
    ///
    /// # Errors
    /// All of [`VaultError`] but `NotFound`; `Locked` instead of a prompt.
    pub async fn remove(&self, account: &Account) -> Result<(), VaultError> {
        match &self.0 {
            Backend::Keyring(thread) => {
                let account = account.clone();
                thread
                    .run(Needs::Nobody, move |keyring, _| keyring.remove(&account))
                    .await
            }
            Backend::Memory(memory) => {
                memory.remove(account);
                Ok(())
            }
        }
    }

    /// Finds out whether it can be used now, without a prompt. May start the keyring service.
    pub async fn state(&self) -> KeyringState {
        match &self.0 {
            Backend::Keyring(thread) => {
                let state = thread.run(Needs::Nobody, |keyring, _| keyring.state()).await;
                match state {
                    Ok(state) => state,
                    Err(VaultError::Busy) if thread.is_asking() => KeyringState::Locked,
                    Err(error) => KeyringState::from(&error),
                }
            }
            Backend::Memory(_) => KeyringState::Unlocked,
        }
    }

    /// Has the system ask the person to unlock the keyring (or to make one), and waits as long as the prompt is open.
    /// Dropping the future leaves the prompt to the person, whose answer then counts with the next call. Fine when it is unlocked already.
    ///
    /// # Errors
    /// `Locked` when the person declined; otherwise all of [`VaultError`] but `NotFound`.
    pub async fn unlock(&self) -> Result<(), VaultError> {
        match &self.0 {
            Backend::Keyring(thread) => {
                thread
                    .run(Needs::Person, |keyring, caller| keyring.unlock(caller))
                    .await
            }
            Backend::Memory(_) => Ok(()),
        }
    }
}
