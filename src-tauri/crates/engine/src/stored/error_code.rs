//! Error codes inside stored values.

use std::borrow::Cow;

use chat::ErrorCode;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A code as its word, such as `rate_limited`: the words of the command line and the message files.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct StoredErrorCode(ErrorCode);

impl From<ErrorCode> for StoredErrorCode {
    fn from(code: ErrorCode) -> Self {
        Self(code)
    }
}

impl From<StoredErrorCode> for ErrorCode {
    fn from(stored: StoredErrorCode) -> Self {
        stored.0
    }
}

/// For `#[serde(with)]` on a code inside a stored struct.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
pub(crate) fn serialize<S: Serializer>(code: &ErrorCode, to: S) -> Result<S::Ok, S::Error> {
    StoredErrorCode(*code).serialize(to)
}

/// For `#[serde(with)]` on a code inside a stored struct.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ErrorCode, D::Error> {
    StoredErrorCode::deserialize(from).map(|stored| stored.0)
}

impl Serialize for StoredErrorCode {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.as_str())
    }
}

impl<'de> Deserialize<'de> for StoredErrorCode {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = Cow::<str>::deserialize(from)?;
        let code = ErrorCode::ALL.into_iter().find(|code| code.as_str() == word);
        code.map(Self).ok_or_else(|| D::Error::custom("unknown error code"))
    }
}
