//! The Secret Service of freedesktop.org (GNOME Keyring, `KWallet`, `KeePassXC`) over D-Bus.
//!
//! Each call makes its own connection and ends with it: nothing goes stale when the service restarts, and nothing
//! piles up between calls. Only [`unlock`](crate::Keyring::unlock) ever lets the service open a prompt: a call whose
//! answer is "a prompt is needed" dismisses that prompt and reports *locked*.
//!
//! <https://specifications.freedesktop.org/secret-service-spec/latest/>

mod bus;
mod collection;
mod entry;
mod prompt;
mod session;

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
        run(limited(async {
            let bus = Bus::connect().await?;
            let collection = collection::unlocked(&bus).await?;
            entry::store(&bus, &collection, account, key).await
        }))
    }

    fn read(&mut self, account: &Account) -> Result<Key, VaultError> {
        run(limited(async {
            let bus = Bus::connect().await?;
            let collection = collection::unlocked(&bus).await?;
            entry::read(&bus, &collection, account).await
        }))
    }

    fn remove(&mut self, account: &Account) -> Result<(), VaultError> {
        run(limited(async {
            let bus = Bus::connect().await?;
            collection::unlocked(&bus).await?;
            entry::remove(&bus, account).await
        }))
    }

    fn unlock(&mut self, caller: &mut Caller) -> Result<(), VaultError> {
        run(async {
            let bus = limited(Bus::connect()).await?;
            collection::unlock(&bus, caller).await?;
            limited(collection::unlocked(&bus)).await.map(drop)
        })
    }
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

/// `step`, given up after [`OWN_LIMIT`].
async fn limited<T>(step: impl Future<Output = Result<T, VaultError>>) -> Result<T, VaultError> {
    timeout(OWN_LIMIT, step).await.unwrap_or(Err(VaultError::TimedOut))
}
