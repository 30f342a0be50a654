//! Why a key could not be stored, read or removed.

use secret::Key;

/// Why a call failed. Holds no key and no part of one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The keyring is locked, or there is none yet: only [`unlock`](crate::Vault::unlock) may ask the person.
    #[error("the keyring is locked")]
    Locked,
    /// No keyring service on this computer, or no session bus to reach it by.
    #[error("there is no keyring service")]
    Unavailable,
    /// Another call is stuck or waits for the person. This one was not begun.
    #[error("the keyring is busy with another request")]
    Busy,
    /// No answer within [`LIMIT`](crate::LIMIT). What was asked may still have happened.
    #[error("the keyring did not answer in time")]
    TimedOut,
    /// There is no such key.
    #[error("no such key in the keyring")]
    NotFound,
    /// Anything else, in the service's words.
    #[error("the keyring failed: {0}")]
    Failed(String),
}

impl VaultError {
    /// Makes a failure in the service's words, without anything that looks like a key.
    pub fn failed(text: impl AsRef<str>) -> Self {
        Self::Failed(secret::redact_shapes(text.as_ref()))
    }

    /// Returns the same error without this key, wherever its text came from.
    pub(crate) fn without(self, key: &Key) -> Self {
        match self {
            Self::Failed(text) => Self::Failed(secret::redact(&text, key)),
            other => other,
        }
    }
}
