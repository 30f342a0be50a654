//! The Secret Service of freedesktop.org (GNOME Keyring, `KWallet`, `KeePassXC`).
//!
//! The crate `keyring` stores, reads and deletes. What it cannot say is asked over D-Bus before: whether the service is
//! there, and whether anything is locked, which the crate would unlock by itself, with a prompt. Only
//! [`unlock`](crate::Keyring::unlock) lets the service ask for a password.
//!
//! Each call makes its own connections and ends with them: nothing goes stale when the service restarts, and nothing
//! piles up between calls.
//!
//! <https://specifications.freedesktop.org/secret-service-spec/latest/>

mod bus;
mod collection;
mod items;
mod prompt;
mod stored;

use std::time::Duration;

use secret::Key;
use tokio::{runtime, time::timeout};

use crate::{Account, Caller, Keyring, KeyringState, LIMIT, VaultError};
use bus::Bus;

/// A little below the callers' limit, so that the thread is free again when they give up.
const OWN_LIMIT: Duration = LIMIT.saturating_sub(Duration::from_millis(200));

/// The keyring of a Linux or BSD desktop.
pub(crate) struct SecretService;

impl Keyring for SecretService {
    fn state(&mut self) -> Result<KeyringState, VaultError> {
        run(limited(async {
            let bus = Bus::connect().await?;
            let usable = collection::unlocked(&bus).await;
            Ok(usable
                .as_ref()
                .map_or_else(KeyringState::from, |_| KeyringState::Unlocked))
        }))
    }

    fn store(&mut self, account: &Account, key: &Key) -> Result<(), VaultError> {
        ready(account)?;
        stored::store(account, key)
    }

    fn read(&mut self, account: &Account) -> Result<Key, VaultError> {
        let collection = ready(account)?;
        stored::read(&collection, account)
    }

    fn remove(&mut self, account: &Account) -> Result<(), VaultError> {
        ready(account)?;
        stored::remove(account)
    }

    fn unlock(&mut self, caller: &mut Caller) -> Result<(), VaultError> {
        run(async {
            let bus = limited(Bus::connect()).await?;
            collection::unlock(&bus, caller).await?;
            limited(collection::unlocked(&bus)).await.map(drop)
        })
    }
}

/// Checks that the crate can work on the entry of `account` without a prompt, and returns the default collection.
fn ready(account: &Account) -> Result<String, VaultError> {
    run(limited(async {
        let bus = Bus::connect().await?;
        let collection = collection::unlocked(&bus).await?;
        items::none_locked(&bus, account).await?;
        Ok(collection.as_str().to_owned())
    }))
}

/// Runs one call to its end on this thread, with a runtime of its own.
fn run<T>(call: impl Future<Output = Result<T, VaultError>>) -> Result<T, VaultError> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .map_err(|error| VaultError::failed(error.to_string()))?;
    let result = runtime.block_on(call);
    // Dropping it would wait for blocking tasks, were D-Bus code ever to start one.
    runtime.shutdown_background();
    result
}

/// Gives `step` up after [`OWN_LIMIT`].
async fn limited<T>(step: impl Future<Output = Result<T, VaultError>>) -> Result<T, VaultError> {
    timeout(OWN_LIMIT, step).await.unwrap_or(Err(VaultError::TimedOut))
}
