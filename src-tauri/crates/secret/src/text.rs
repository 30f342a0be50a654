//! Secret text other than an API key: a proxy password, a client certificate's private key, or a secret header value.

use std::fmt::Write as _;

use serde::{Deserialize, Deserializer, de};
use zeroize::Zeroizing;

use crate::{Key, KeyError};

/// Longest secret text accepted, in bytes. A certificate file may contain the private key as well.
pub const MAX_SECRET_BYTES: usize = 256 * 1024;

/// A secret of any characters. Like [`Key`], it is wiped when dropped and can't be printed, compared, cloned or
/// serialised.
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Wraps `text` unchanged; it may be empty.
    ///
    /// # Errors
    /// [`KeyError::TooLong`].
    pub fn new(text: String) -> Result<Self, KeyError> {
        let text = Zeroizing::new(text);
        if text.len() > MAX_SECRET_BYTES {
            return Err(KeyError::TooLong);
        }
        Ok(Self(text))
    }

    /// Returns the plain text, for the connection it belongs to only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns a second copy in memory. Not called `clone`, for the same reason as [`Key::duplicate`].
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }

    /// Encodes the text for the keyring: visible ASCII stays, everything else becomes `%XX`.
    ///
    /// # Errors
    /// [`KeyError::Empty`], or [`KeyError::TooLong`] if the result has more than
    /// [`MAX_KEY_BYTES`](crate::MAX_KEY_BYTES).
    pub fn encoded(&self) -> Result<Key, KeyError> {
        let mut encoded = Zeroizing::new(String::with_capacity(3 * self.0.len()));
        for byte in self.0.bytes() {
            if byte.is_ascii_graphic() && byte != b'%' {
                encoded.push(char::from(byte));
            } else {
                // Writing to a string never fails.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
        Key::new(std::mem::take(&mut *encoded))
    }

    /// Decodes the form made by [`SecretText::encoded`].
    ///
    /// # Errors
    /// [`KeyError::Character`] if the encoding is invalid.
    pub fn from_encoded(key: &Key) -> Result<Self, KeyError> {
        let encoded = key.expose().as_bytes();
        let mut bytes = Zeroizing::new(Vec::with_capacity(encoded.len()));
        let mut at = 0;
        while let Some(&byte) = encoded.get(at) {
            if byte == b'%' {
                bytes.push(hex(encoded.get(at + 1..at + 3)).ok_or(KeyError::Character)?);
                at += 3;
            } else {
                bytes.push(byte);
                at += 1;
            }
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| KeyError::Character)?;
        Self::new(text.to_owned())
    }
}

fn hex(digits: Option<&[u8]>) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits?).ok()?, 16).ok()
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecretVisitor)
    }
}

/// Deserialises a secret without quoting the input in errors, as for [`Key`].
struct SecretVisitor;

impl de::Visitor<'_> for SecretVisitor {
    type Value = SecretText;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a secret text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SecretText, E> {
        SecretText::new(text.to_owned()).map_err(E::custom)
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<SecretText, E> {
        SecretText::new(text).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<SecretText, E> {
        Err(E::custom(NOT_TEXT))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<SecretText, E> {
        Err(E::custom(NOT_TEXT))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<SecretText, E> {
        Err(E::custom(NOT_TEXT))
    }
}

const NOT_TEXT: &str = "a secret is a text, not a number";

#[cfg(test)]
mod tests {
    use super::*;

    fn round(text: &str) -> String {
        let secret = SecretText::new(text.to_owned()).expect("a secret");
        let encoded = secret.encoded().expect("short enough");
        assert!(encoded.expose().bytes().all(|byte| byte.is_ascii_graphic()));
        SecretText::from_encoded(&encoded)
            .expect("made by us")
            .expose()
            .to_owned()
    }

    #[test]
    fn any_text_is_kept_as_it_was() {
        for text in [
            "plain",
            " spaces around ",
            "100%",
            "%41",
            "pässwörd 🔑",
            "-----BEGIN PRIVATE KEY-----\nAB+/=\r\n-----END PRIVATE KEY-----\n",
        ] {
            assert_eq!(round(text), text);
        }
    }

    #[test]
    fn invalid_secrets_are_refused_without_quoting_them() {
        let empty = SecretText::new(String::new()).expect("a text");
        assert!(matches!(empty.encoded(), Err(KeyError::Empty)));
        let long = "x".repeat(MAX_SECRET_BYTES + 1);
        assert!(matches!(SecretText::new(long), Err(KeyError::TooLong)));
        let number = serde_json::from_str::<SecretText>("8472").err().expect("no text");
        assert!(!number.to_string().contains("8472"), "{number}");
        for broken in ["%", "%4", "%zz", "%FF"] {
            let key = Key::new(broken.to_owned()).expect("a key");
            assert!(SecretText::from_encoded(&key).is_err(), "{broken}");
        }
    }
}
