//! The header a key is sent in.

use http::{HeaderName, HeaderValue, header};

use super::{OptionProblem, header::is_reserved};

/// The name of the key's header, and the word before the key in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auth {
    header: HeaderName,
    scheme: Option<String>,
}

impl Default for Auth {
    fn default() -> Self {
        Self::bearer()
    }
}

impl Auth {
    /// `Authorization: Bearer KEY`, which nearly everyone wants.
    pub fn bearer() -> Self {
        Self {
            header: header::AUTHORIZATION,
            scheme: Some("Bearer".to_owned()),
        }
    }

    /// A header as typed: `api-key` with no scheme for Azure, `x-api-key` for Anthropic's own routes. An empty scheme is
    /// none.
    ///
    /// # Errors
    /// [`OptionProblem::HeaderName`], [`OptionProblem::HeaderReserved`] or [`OptionProblem::AuthScheme`].
    pub fn new(header: &str, scheme: &str) -> Result<Self, OptionProblem> {
        let (header, scheme) = (header.trim(), scheme.trim());
        let name = HeaderName::from_bytes(header.as_bytes());
        let name = name.map_err(|_| OptionProblem::HeaderName(header.to_owned()))?;
        if is_reserved(&name) {
            return Err(OptionProblem::HeaderReserved(name.to_string()));
        }
        if !scheme.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(OptionProblem::AuthScheme(scheme.to_owned()));
        }
        Ok(Self {
            header: name,
            scheme: Some(scheme.to_owned()).filter(|scheme| !scheme.is_empty()),
        })
    }

    /// The header's name, in lower case.
    pub fn header(&self) -> &str {
        self.header.as_str()
    }

    /// The word before the key, if any.
    pub fn scheme(&self) -> Option<&str> {
        self.scheme.as_deref()
    }

    /// The header with `key` in it, marked so that no log of any layer below shows it; `None` when it fits no header.
    pub(crate) fn of(&self, key: &str) -> Option<(HeaderName, HeaderValue)> {
        let value = match &self.scheme {
            Some(scheme) => HeaderValue::from_str(&format!("{scheme} {key}")),
            None => HeaderValue::from_str(key),
        };
        let mut value = value.ok()?;
        value.set_sensitive(true);
        Some((self.header.clone(), value))
    }
}
