//! The API key type: wiped from memory when dropped, and impossible to print, compare, clone or serialise.

use serde::{Deserialize, Deserializer, de};
use zeroize::Zeroizing;

/// Longest key accepted, in bytes. The longest seen in practice are JWTs of about 1.5 KB.
pub const MAX_KEY_BYTES: usize = 4096;
/// Longest multi-line secret, in bytes. An 8,192-bit RSA key in PEM has 6.4 KB.
pub const MAX_LINES_BYTES: usize = 16 * 1024;

/// An API key, or another secret of the same rank: a proxy password or header value ([`Key::text`]), or a private key
/// ([`Key::lines`]).
///
/// Never empty. A key made by [`Key::new`] is visible ASCII, so it fits an HTTP header unchanged.
///
/// Implements none of `Debug`, `Display`, `Serialize`, `Clone` and `PartialEq`. A struct that holds a key can't derive
/// them either, so the compiler rejects code that would leak it.
pub struct Key(Zeroizing<String>);

/// Error for text that is not a valid key. Never contains any part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Empty, or only whitespace.
    #[error("the key is empty")]
    Empty,
    /// Longer than [`MAX_KEY_BYTES`], or than [`MAX_LINES_BYTES`] for multi-line secrets.
    #[error("the key is too long")]
    TooLong,
    /// Contains a space, line break, control character or non-ASCII character: usually more or less than the key was
    /// pasted.
    #[error("the key holds a space, a line break or a character that no API key has")]
    Character,
}

impl Key {
    /// Validates `text` as an API key and trims surrounding whitespace. The text is wiped whether or not it is valid.
    pub fn new(text: String) -> Result<Self, KeyError> {
        Self::validated(text, MAX_KEY_BYTES, |char| char.is_ascii_graphic())
    }

    /// Validates `text` as a password or header value. Like [`Key::new`], but spaces and non-ASCII letters are allowed.
    pub fn text(text: String) -> Result<Self, KeyError> {
        Self::validated(text, MAX_KEY_BYTES, |char| !char.is_control())
    }

    /// Validates `text` as a PEM private key. Like [`Key::text`], but line breaks are allowed. Also used to read back
    /// any secret from storage.
    pub fn lines(text: String) -> Result<Self, KeyError> {
        Self::validated(text, MAX_LINES_BYTES, |char| {
            !char.is_control() || char.is_ascii_whitespace()
        })
    }

    fn validated(text: String, longest: usize, is_allowed: fn(char) -> bool) -> Result<Self, KeyError> {
        let text = Zeroizing::new(text);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(KeyError::Empty);
        }
        if trimmed.len() > longest {
            return Err(KeyError::TooLong);
        }
        if !trimmed.chars().all(is_allowed) {
            return Err(KeyError::Character);
        }
        Ok(Self(Zeroizing::new(trimmed.to_owned())))
    }

    /// Returns the key as plain text, for the request header and the keyring only. Copies made from it are not wiped.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Returns the number of characters, which is all the page ever learns about a key.
    pub fn len_chars(&self) -> usize {
        self.0.chars().count()
    }

    /// Returns a second copy in memory. Not called `clone`, so that every copy can be searched for.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Not `deserialize_string`: for values of other types the format would build the error and quote the value.
        deserializer.deserialize_any(KeyVisitor(Self::new))
    }
}

/// Deserialises a key by the rules of [`Key::text`], for `#[serde(deserialize_with = "secret::deserialize_text")]`.
pub fn deserialize_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
    deserializer.deserialize_any(KeyVisitor(Key::text))
}

/// Deserialises a key without quoting the input in errors, as serde's own messages would.
struct KeyVisitor(fn(String) -> Result<Key, KeyError>);

impl de::Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an API key")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Key, E> {
        (self.0)(text.to_owned()).map_err(E::custom)
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Key, E> {
        (self.0)(text).map_err(E::custom)
    }

    // Rejects a numeric key. serde's own message would quote it: "invalid type: integer `…`".
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Key, E> {
        Err(E::custom(NOT_TEXT))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Key, E> {
        Err(E::custom(NOT_TEXT))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Key, E> {
        Err(E::custom(NOT_TEXT))
    }
}

const NOT_TEXT: &str = "an API key is a text, not a number";

#[cfg(test)]
mod tests;
