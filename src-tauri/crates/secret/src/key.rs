//! An API key: wiped from memory when dropped, and unable to be printed, compared, cloned or serialised.

use serde::{Deserialize, Deserializer, de};
use zeroize::Zeroizing;

/// The longest key accepted, in bytes. The longest seen in the field are JWTs of about 1.5 KB.
pub const MAX_KEY_BYTES: usize = 4096;
/// The longest text of several lines, in bytes: an RSA key of 8,192 bits in PEM has 6.4 KB.
pub const MAX_LINES_BYTES: usize = 16 * 1024;

/// An API key, or another text as secret as one: a proxy's password, the value of a header ([`Key::text`]), a private key
/// ([`Key::lines`]).
///
/// Never empty. One made by [`Key::new`] is visible ASCII, so it fits an HTTP header as
/// it stands.
/// It has no `Debug`, `Display`, `Serialize`, `Clone` or `PartialEq`: a struct that holds one cannot derive them
/// either, which is how a key that would travel too far is noticed by the compiler.
pub struct Key(Zeroizing<String>);

/// Why a text is no API key. Never holds a part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing but whitespace.
    #[error("the key is empty")]
    Empty,
    /// Longer than [`MAX_KEY_BYTES`], or [`MAX_LINES_BYTES`] for several lines.
    #[error("the key is too long")]
    TooLong,
    /// A space, line break, control or non-ASCII character inside: more than a key was pasted, or less.
    #[error("the key holds a space, a line break or a character that no API key has")]
    Character,
}

impl Key {
    /// Takes `text` as a key, without the whitespace around it. The text is wiped, whether it is accepted or not.
    pub fn new(text: String) -> Result<Self, KeyError> {
        Self::of(text, MAX_KEY_BYTES, |char| char.is_ascii_graphic())
    }

    /// Takes `text` as a password or the value of a header: as [`Key::new`], but spaces and letters of any script may stand
    /// inside.
    pub fn text(text: String) -> Result<Self, KeyError> {
        Self::of(text, MAX_KEY_BYTES, |char| !char.is_control())
    }

    /// Takes `text` as a private key in PEM: as [`Key::text`], of several lines. Also how any key is read back from where
    /// it is kept.
    pub fn lines(text: String) -> Result<Self, KeyError> {
        Self::of(text, MAX_LINES_BYTES, |char| {
            !char.is_control() || char.is_ascii_whitespace()
        })
    }

    fn of(text: String, longest: usize, fits: fn(char) -> bool) -> Result<Self, KeyError> {
        let text = Zeroizing::new(text);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(KeyError::Empty);
        }
        if trimmed.len() > longest {
            return Err(KeyError::TooLong);
        }
        if !trimmed.chars().all(fits) {
            return Err(KeyError::Character);
        }
        Ok(Self(Zeroizing::new(trimmed.to_owned())))
    }

    /// The key itself, for the request header and the keyring only. Whatever is built from it is no longer wiped.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// How many characters it has: all the page is told about a key.
    pub fn len_chars(&self) -> usize {
        self.0.chars().count()
    }

    /// A second copy in memory. Named apart from `clone` so that every place that makes one can be found.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Not `deserialize_string`: for other types its error is made by the format, which repeats what it found.
        deserializer.deserialize_any(KeyVisitor(Self::new))
    }
}

/// For `#[serde(deserialize_with = "secret::deserialize_text")]`: a key by the rules of [`Key::text`].
pub fn deserialize_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Key, D::Error> {
    deserializer.deserialize_any(KeyVisitor(Key::text))
}

/// Reads a key without ever putting what it was given into an error, as serde's own messages would.
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

    // A key of digits sent as a number: serde's own message would read "invalid type: integer `…`".
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
