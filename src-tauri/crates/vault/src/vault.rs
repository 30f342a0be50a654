//! The handle the rest of the app holds: where keys are put, and where they are taken from for one request.

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
pub struct Vault(Place);

#[derive(Clone)]
enum Place {
    Keyring(Arc<KeyringThread>),
    Memory(Memory),
}

impl Vault {
    /// The system's keyring. It is not touched, and its thread not started, before the first call.
    pub fn system() -> Self {
        Self::of(|| Box::new(SystemKeyring))
    }

    /// Memory: always unlocked, and empty again when the process ends.
    pub fn memory() -> Self {
        Self(Place::Memory(Memory::default()))
    }

    /// Any keyring; `make` is called on the keyring's thread, again after a panic. For other platforms and for tests.
    pub fn of(make: impl Fn() -> Box<dyn Keyring> + Send + Sync + 'static) -> Self {
        Self(Place::Keyring(Arc::new(KeyringThread::new(Arc::new(make)))))
    }

    /// Keeps `key` for `account`, in place of the one it had.
    ///
    /// # Errors
    /// All of [`VaultError`] but `NotFound`. After `TimedOut` the key may be there or not; the former one is never
    /// deleted for it.
    pub async fn store(&self, account: &Account, key: Key) -> Result<(), VaultError> {
        let thread = match &self.0 {
            Place::Keyring(thread) => thread,
            Place::Memory(memory) => {
                memory.store(account, key);
                return Ok(());
            }
        };
        let account = account.clone();
        let work = move |keyring: &mut dyn Keyring, _: &mut _| {
            keyring.store(&account, &key).map_err(|error| error.without(&key))
        };
        thread.ask(Needs::Nobody, work).await
    }

    /// The key of `account`, for one request.
    ///
    /// # Errors
    /// All of [`VaultError`]; `Locked` instead of a prompt.
    pub async fn read(&self, account: &Account) -> Result<Key, VaultError> {
        match &self.0 {
            Place::Keyring(thread) => {
                let account = account.clone();
                thread
                    .ask(Needs::Nobody, move |keyring, _| keyring.read(&account))
                    .await
            }
            Place::Memory(memory) => memory.read(account).ok_or(VaultError::NotFound),
        }
    }

    /// Deletes the key of `account`. Fine when there is none.
    ///
    /// # Errors
    /// All of [`VaultError`] but `NotFound`; `Locked` instead of a prompt.
    pub async fn remove(&self, account: &Account) -> Result<(), VaultError> {
        match &self.0 {
            Place::Keyring(thread) => {
                let account = account.clone();
                thread
                    .ask(Needs::Nobody, move |keyring, _| keyring.remove(&account))
                    .await
            }
            Place::Memory(memory) => {
                memory.remove(account);
                Ok(())
            }
        }
    }

    /// Whether it can be used now, found out without a prompt. May start the keyring service.
    pub async fn state(&self) -> KeyringState {
        match &self.0 {
            Place::Keyring(thread) => {
                let state = thread.ask(Needs::Nobody, |keyring, _| keyring.state()).await;
                match state {
                    Ok(state) => state,
                    Err(VaultError::Busy) if thread.is_asking() => KeyringState::Locked,
                    Err(error) => KeyringState::from(&error),
                }
            }
            Place::Memory(_) => KeyringState::Unlocked,
        }
    }

    /// Has the system ask the person to unlock the keyring (or to make one), and waits as long as the prompt is open.
    /// Dropping the future leaves the prompt to the person, whose answer then counts with the next call. Fine when it is unlocked already.
    ///
    /// # Errors
    /// `Locked` when the person declined; otherwise all of [`VaultError`] but `NotFound`.
    pub async fn unlock(&self) -> Result<(), VaultError> {
        match &self.0 {
            Place::Keyring(thread) => {
                thread
                    .ask(Needs::Person, |keyring, caller| keyring.unlock(caller))
                    .await
            }
            Place::Memory(_) => Ok(()),
        }
    }
}
