//! The pair `JUXTA_API_KEY` and `JUXTA_BASE_URL`: a key for one process, bound to one origin, never stored.

use std::ffi::OsString;

use url::Url;
use zeroize::Zeroizing;

use crate::{Key, KeyError, Origin};

/// The variable that holds the key.
pub const API_KEY: &str = "JUXTA_API_KEY";
/// The variable that says where the key may go.
pub const BASE_URL: &str = "JUXTA_BASE_URL";

/// A key handed in by the environment.
pub struct EnvironmentKey {
    /// The base URL as given.
    pub base_url: Url,
    /// The origin of `base_url`: the only place the key may go.
    pub origin: Origin,
    /// The key.
    pub key: Key,
}

/// The environment names a key in a way that cannot be used. Holds neither value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvironmentError {
    /// A key without the URL it belongs to: it must not be guessed where to send it.
    #[error("{API_KEY} is set, but {BASE_URL} is not")]
    NoBaseUrl,
    /// A URL without a key.
    #[error("{BASE_URL} is set, but {API_KEY} is not")]
    NoKey,
    /// The value is no API key.
    #[error("{API_KEY}: {0}")]
    Key(#[from] KeyError),
    /// The value is no http or https URL, or carries a user or password.
    #[error("{BASE_URL} is not a usable http or https address")]
    BaseUrl,
}

/// Reads the pair from `vars` (`std::env::vars_os()`), wiping the text the key came in.
///
/// Pure: the real variable is removed by the binary, before any thread or child starts. `None` when neither is set;
/// a variable set to nothing counts as not set.
///
/// # Errors
/// [`EnvironmentError`] when only half of the pair is set, or a value is unusable.
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
        (Some(key), Some(base_url)) => bind(&key, &base_url).map(Some),
    }
}

/// A key and an address, once both are there.
fn bind(key: &str, base_url: &str) -> Result<EnvironmentKey, EnvironmentError> {
    let base_url = Url::parse(base_url.trim()).map_err(|_| EnvironmentError::BaseUrl)?;
    if !base_url.username().is_empty() || base_url.password().is_some() {
        return Err(EnvironmentError::BaseUrl);
    }
    let origin = Origin::of(&base_url).ok_or(EnvironmentError::BaseUrl)?;
    Ok(EnvironmentKey {
        key: Key::new(key.to_owned())?,
        base_url,
        origin,
    })
}

/// The value as text that is wiped when dropped. Bytes that are not UTF-8 become a mark that no key may hold.
fn wiped_text(value: OsString) -> Zeroizing<String> {
    let bytes = Zeroizing::new(value.into_encoded_bytes());
    Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests;
