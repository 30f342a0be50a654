//! A key as an entry of the crate `keyring`, the same on every platform.

use keyring::v1::{Entry, Error, Result};
use secret::Key;
use zeroize::Zeroizing;

use crate::VaultError;

/// Stores the bytes of `key` in the entry, in place of those it had.
pub(crate) fn store(entry: &Entry, key: &Key) -> Result<()> {
    entry.set_secret(key.expose().as_bytes())
}

/// Reads the entry's bytes; wiped when dropped.
pub(crate) fn read(entry: &Entry) -> Result<Zeroizing<Vec<u8>>> {
    entry.get_secret().map(Zeroizing::new)
}

/// Parses what [`read`] returned.
pub(crate) fn parse(bytes: &Zeroizing<Vec<u8>>) -> std::result::Result<Key, VaultError> {
    let text = std::str::from_utf8(bytes).map_err(|_| not_text())?;
    Key::lines(text.to_owned()).map_err(|error| VaultError::failed(error.to_string()))
}

/// Translates an error of the crate. Errors that carry bytes are named by their kind only: the bytes may be the key.
pub(crate) fn failure(error: Error) -> VaultError {
    match error {
        Error::NoEntry => VaultError::NotFound,
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => VaultError::Unavailable,
        Error::NoStorageAccess(_) => VaultError::Locked,
        Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _) => {
            drop(Zeroizing::new(bytes));
            not_text()
        }
        Error::Ambiguous(entries) => VaultError::failed(format!("{} entries have one name", entries.len())),
        other => VaultError::failed(other.to_string()),
    }
}

fn not_text() -> VaultError {
    VaultError::failed("what it holds is no text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_key_are_refused_without_repeating_them() {
        let parsed = |bytes: &[u8]| parse(&Zeroizing::new(bytes.to_vec())).map(|key| key.expose().to_owned());
        assert_eq!(parsed(b"sk-canary"), Ok("sk-canary".into()));
        for bytes in [&b"canary\xff"[..], b"canary\0", b""] {
            let error = parsed(bytes).expect_err("no key");
            assert!(!error.to_string().contains("canary"), "{error}");
        }
    }

    #[test]
    fn errors_that_carry_the_secret_are_named_by_their_kind() {
        let cause = || Box::new(std::fmt::Error);
        for error in [
            Error::BadEncoding(b"canary".to_vec()),
            Error::BadDataFormat(b"canary".to_vec(), cause()),
        ] {
            assert_eq!(failure(error), not_text());
        }
        assert_eq!(failure(Error::NoEntry), VaultError::NotFound);
        assert_eq!(failure(Error::NoDefaultStore), VaultError::Unavailable);
        assert_eq!(failure(Error::NoStorageAccess(cause())), VaultError::Locked);
    }
}
