//! Custom headers.

use http::{HeaderName, HeaderValue, header};
use secret::{Key, Origin};

use super::OptionProblem;

/// Longest value, in bytes. Servers refuse headers of more than about 8 KiB in total.
const MAX_VALUE: usize = 4096;

/// Headers that frame or route the message, and the proxy's. Setting one breaks the request or leaks data.
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

/// A custom header.
pub struct Header {
    name: HeaderName,
    text: HeaderText,
}

/// The value of a header.
pub enum HeaderText {
    /// A value that is not secret.
    Plain(String),
    /// A secret value, bound to an origin as a key is. Requests to other origins fail before anything is sent.
    Secret {
        /// The value, made by [`Key::text`] because it may contain spaces.
        key: Key,
        /// The only origin it may be sent to.
        origin: Origin,
    },
}

impl Header {
    /// Validates a header.
    ///
    /// # Errors
    /// [`OptionProblem::HeaderName`], [`OptionProblem::HeaderReserved`] or [`OptionProblem::HeaderValue`]; none
    /// contains any part of the value.
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

    /// Returns its value.
    pub(crate) fn text(&self) -> &HeaderText {
        &self.text
    }

    /// Returns its name in lower case.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// Returns the header value, marked as sensitive if it is secret. Only visible ASCII is safe in HTTP.
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

    /// Returns name and value for a request to `origin`; `None` if it may not be sent there.
    pub(crate) fn name_and_value(&self, origin: &Origin) -> Option<(HeaderName, HeaderValue)> {
        let bound = match &self.text {
            HeaderText::Plain(_) => true,
            HeaderText::Secret { origin: bound, .. } => bound == origin,
        };
        Some((self.name.clone(), self.value().filter(|_| bound)?))
    }

    /// Returns its secret if it is bound to `origin`.
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
