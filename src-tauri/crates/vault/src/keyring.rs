//! The trait of a platform's keyring; all of its calls may block.

use secret::Key;
use tokio::sync::oneshot::{Receiver, error::TryRecvError};

use crate::{Account, VaultError};

/// The state of a keyring, found out without a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyringState {
    /// Usable at once.
    Unlocked,
    /// Using it would ask the person: it is locked, there is none yet, or it is asking right now.
    Locked,
    /// No keyring service on this computer.
    Absent,
    /// It does not answer in time, or fails.
    Failing,
}

impl From<&VaultError> for KeyringState {
    fn from(error: &VaultError) -> Self {
        match error {
            VaultError::Locked => Self::Locked,
            VaultError::Unavailable => Self::Absent,
            VaultError::Busy | VaultError::TimedOut | VaultError::NotFound | VaultError::Failed(_) => Self::Failing,
        }
    }
}

/// A platform's keyring. It lives on one thread, which may block in it; only [`unlock`](Keyring::unlock) may open a
/// prompt. May panic: the caller gets an error and the thread and the keyring are made anew.
pub trait Keyring {
    /// Finds out whether it can be used, without a prompt.
    fn state(&mut self) -> Result<KeyringState, VaultError>;
    /// Stores `key`, in place of the one that `account` had.
    fn store(&mut self, account: &Account, key: &Key) -> Result<(), VaultError>;
    /// Reads the key of `account`.
    fn read(&mut self, account: &Account) -> Result<Key, VaultError>;
    /// Deletes the key of `account`; fine when there is none.
    fn remove(&mut self, account: &Account) -> Result<(), VaultError>;
    /// Asks the person, and waits until they answer or `caller` is gone; the prompt may stay.
    fn unlock(&mut self, caller: &mut Caller) -> Result<(), VaultError>;
}

/// Whoever asked, as seen from the keyring's thread: still waiting, or gone.
pub struct Caller(Receiver<()>);

impl Caller {
    pub(crate) fn new(gone: Receiver<()>) -> Self {
        Self(gone)
    }

    /// Returns once nobody waits for the answer any more.
    pub async fn gone(&mut self) {
        let _ = (&mut self.0).await;
    }

    /// Checks whether nobody waits for the answer any more.
    pub fn is_gone(&mut self) -> bool {
        self.0.try_recv() != Err(TryRecvError::Empty)
    }
}
