//! A secret that is no API key: a proxy's password, a client certificate's private key, the value of a secret header.

use std::fmt::Write as _;

use serde::{Deserialize, Deserializer, de};
use zeroize::Zeroizing;

use crate::{Key, KeyError};

/// The longest secret text accepted, in bytes: a file of certificates may hold the private key as well.
pub const MAX_SECRET_BYTES: usize = 256 * 1024;

/// A secret of any characters. As [`Key`], it is wiped when dropped and cannot be printed, compared, cloned or
/// serialised.
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes `text` as it stands; it may be empty.
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

    /// The text itself, for the connection it belongs to only.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A second copy in memory, named apart from `clone` as [`Key::duplicate`] is.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }

    /// The form in which a keyring keeps it: visible ASCII, everything else as `%XX`.
    ///
    /// # Errors
    /// [`KeyError::Empty`], and [`KeyError::TooLong`] when that has more than [`MAX_KEY_BYTES`](crate::MAX_KEY_BYTES).
    pub fn sealed(&self) -> Result<Key, KeyError> {
        let mut sealed = Zeroizing::new(String::with_capacity(3 * self.0.len()));
        for byte in self.0.bytes() {
            if byte.is_ascii_graphic() && byte != b'%' {
                sealed.push(char::from(byte));
            } else {
                // Writing to a string does not fail.
                let _ = write!(sealed, "%{byte:02X}");
            }
        }
        Key::new(std::mem::take(&mut *sealed))
    }

    /// Reads what [`SecretText::sealed`] made.
    ///
    /// # Errors
    /// [`KeyError::Character`] when it was not made by it.
    pub fn opened(key: &Key) -> Result<Self, KeyError> {
        let sealed = key.expose().as_bytes();
        let mut bytes = Zeroizing::new(Vec::with_capacity(sealed.len()));
        let mut at = 0;
        while let Some(&byte) = sealed.get(at) {
            if byte == b'%' {
                bytes.push(hex(sealed.get(at + 1..at + 3)).ok_or(KeyError::Character)?);
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

/// Reads a secret without ever putting what it was given into an error, as [`Key`] does.
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
        let sealed = secret.sealed().expect("short enough");
        assert!(sealed.expose().bytes().all(|byte| byte.is_ascii_graphic()));
        SecretText::opened(&sealed).expect("made by us").expose().to_owned()
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
    fn what_is_no_secret_is_refused_without_repeating_it() {
        let empty = SecretText::new(String::new()).expect("a text");
        assert!(matches!(empty.sealed(), Err(KeyError::Empty)));
        let long = "x".repeat(MAX_SECRET_BYTES + 1);
        assert!(matches!(SecretText::new(long), Err(KeyError::TooLong)));
        let number = serde_json::from_str::<SecretText>("8472").err().expect("no text");
        assert!(!number.to_string().contains("8472"), "{number}");
        for broken in ["%", "%4", "%zz", "%FF"] {
            let key = Key::new(broken.to_owned()).expect("a key");
            assert!(SecretText::opened(&key).is_err(), "{broken}");
        }
    }
}
