//! Headers of the person's own.

use http::{HeaderName, HeaderValue, header};
use secret::{Key, Origin};

use super::OptionProblem;

/// The longest value, in bytes; servers refuse heads larger than about 8 KiB.
const MAX_VALUE: usize = 4096;

/// Headers that frame or route the message, and the proxy's: setting one breaks the request or leaks.
const RESERVED: [HeaderName; 13] = [
    header::HOST,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::CONTENT_ENCODING,
    header::TRANSFER_ENCODING,
    header::ACCEPT_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
    header::TE,
    header::TRAILER,
    header::EXPECT,
    header::RANGE,
    header::PROXY_AUTHORIZATION,
];

/// One header.
pub struct Header {
    name: HeaderName,
    text: HeaderText,
}

/// What a header says.
pub enum HeaderText {
    /// Anyone may read it.
    Plain(String),
    /// A secret, bound to an origin as a key is: requests elsewhere are refused before anything is sent.
    Secret {
        /// The value; made by [`Key::text`], as it may hold spaces.
        key: Key,
        /// The only place it may go.
        origin: Origin,
    },
}

impl Header {
    /// A header as typed.
    ///
    /// # Errors
    /// [`OptionProblem::HeaderName`], [`OptionProblem::HeaderReserved`] or [`OptionProblem::HeaderValue`]; none holds a
    /// part of the value.
    pub fn new(name: &str, text: HeaderText) -> Result<Self, OptionProblem> {
        let typed = name.trim();
        let name = HeaderName::from_bytes(typed.as_bytes());
        let name = name.map_err(|_| OptionProblem::HeaderName(typed.to_owned()))?;
        if is_reserved(&name) {
            return Err(OptionProblem::HeaderReserved(name.to_string()));
        }
        let header = Self { name, text };
        match header.value() {
            Some(_) => Ok(header),
            None => Err(OptionProblem::HeaderValue(header.name().to_owned())),
        }
    }

    /// What it says.
    pub(crate) fn text(&self) -> &HeaderText {
        &self.text
    }

    /// Its name, in lower case.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// Its value, marked when it is secret. HTTP carries visible ASCII alone safely.
    fn value(&self) -> Option<HeaderValue> {
        let (text, secret) = match &self.text {
            HeaderText::Plain(text) => (text.trim(), false),
            HeaderText::Secret { key, .. } => (key.expose(), true),
        };
        let mut value = HeaderValue::from_str(text)
            .ok()
            .filter(|_| text.is_ascii() && text.len() <= MAX_VALUE)?;
        value.set_sensitive(secret);
        Some(value)
    }

    /// Name and value for a request to `origin`; `None` when it may not go there.
    pub(crate) fn pair(&self, origin: &Origin) -> Option<(HeaderName, HeaderValue)> {
        let bound = match &self.text {
            HeaderText::Plain(_) => true,
            HeaderText::Secret { origin: bound, .. } => bound == origin,
        };
        Some((self.name.clone(), self.value().filter(|_| bound)?))
    }

    /// Its secret, if it has one that goes to `origin`.
    pub(crate) fn secret_for(&self, origin: &Origin) -> Option<&Key> {
        match &self.text {
            HeaderText::Secret { key, origin: bound } if bound == origin => Some(key),
            _ => None,
        }
    }
}

pub(super) fn is_reserved(name: &HeaderName) -> bool {
    RESERVED.contains(name) || name.as_str().starts_with("sec-")
}
