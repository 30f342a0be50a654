//! Reads `JUXTA_API_KEY` and `JUXTA_BASE_URL`: a key for this process only, bound to one origin and never stored.

use std::ffi::OsString;

use url::Url;
use zeroize::Zeroizing;

use crate::{Key, KeyError, Origin};

/// Environment variable that holds the key.
pub const API_KEY: &str = "JUXTA_API_KEY";
/// Environment variable that holds the URL the key belongs to.
pub const BASE_URL: &str = "JUXTA_BASE_URL";

/// An API key from the environment.
pub struct EnvironmentKey {
    /// The base URL as given.
    pub base_url: Url,
    /// The origin of `base_url`, the only place the key may be sent to.
    pub origin: Origin,
    /// The key.
    pub key: Key,
}

/// Error for environment variables that can't be used. Contains neither value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvironmentError {
    /// A key without a base URL. Where to send it must not be guessed.
    #[error("{API_KEY} is set, but {BASE_URL} is not")]
    NoBaseUrl,
    /// A base URL without a key.
    #[error("{BASE_URL} is set, but {API_KEY} is not")]
    NoKey,
    /// The value is not a valid API key.
    #[error("{API_KEY}: {0}")]
    Key(#[from] KeyError),
    /// The value is not an http or https URL, or it contains a user name or password.
    #[error("{BASE_URL} is not a usable http or https address")]
    BaseUrl,
}

/// Reads the pair from `vars` (`std::env::vars_os()`) and wipes the text the key came in.
///
/// Pure: the binary removes the real variable before any thread or child process starts. Returns `None` if neither
/// variable is set; an empty variable counts as unset.
///
/// # Errors
/// [`EnvironmentError`] if only one of the two is set, or a value is invalid.
pub fn take_environment_key(
    vars: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Option<EnvironmentKey>, EnvironmentError> {
    let (mut key, mut base_url) = (None, None);
    for (name, value) in vars {
        if name == API_KEY {
            key = Some(wiped_text(value)).filter(|text| !text.is_empty());
        } else if name == BASE_URL {
            base_url = Some(wiped_text(value)).filter(|text| !text.is_empty());
        }
    }
    match (key, base_url) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(EnvironmentError::NoBaseUrl),
        (None, Some(_)) => Err(EnvironmentError::NoKey),
        (Some(key), Some(base_url)) => bind_to_origin(&key, &base_url).map(Some),
    }
}

/// Validates both values and binds the key to the URL's origin.
fn bind_to_origin(key: &str, base_url: &str) -> Result<EnvironmentKey, EnvironmentError> {
    let base_url = Url::parse(base_url.trim()).map_err(|_| EnvironmentError::BaseUrl)?;
    if !base_url.username().is_empty() || base_url.password().is_some() {
        return Err(EnvironmentError::BaseUrl);
    }
    let origin = Origin::from_url(&base_url).ok_or(EnvironmentError::BaseUrl)?;
    Ok(EnvironmentKey {
        key: Key::new(key.to_owned())?,
        base_url,
        origin,
    })
}

/// Returns the value as text that is wiped when dropped. Invalid UTF-8 becomes U+FFFD, which no key may contain.
fn wiped_text(value: OsString) -> Zeroizing<String> {
    let bytes = Zeroizing::new(value.into_encoded_bytes());
    Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests;
