//! The header for the API key.

use http::{HeaderName, HeaderValue, header};

use super::{OptionProblem, header::is_reserved};

/// Name of the key's header, and the scheme in front of the key.
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
    /// Returns `Authorization: Bearer KEY`, which nearly all servers use.
    pub fn bearer() -> Self {
        Self {
            header: header::AUTHORIZATION,
            scheme: Some("Bearer".to_owned()),
        }
    }

    /// Validates a header name and scheme: `api-key` without a scheme for Azure, `x-api-key` for Anthropic's own
    /// routes. An empty scheme means none.
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

    /// Returns the header name in lower case.
    pub fn header(&self) -> &str {
        self.header.as_str()
    }

    /// Returns the scheme in front of the key, if any.
    pub fn scheme(&self) -> Option<&str> {
        self.scheme.as_deref()
    }

    /// Returns the header for `key`, marked as sensitive so that no lower layer logs it; `None` if the key is not a
    /// valid header value.
    pub(crate) fn header_for(&self, key: &str) -> Option<(HeaderName, HeaderValue)> {
        let value = match &self.scheme {
            Some(scheme) => HeaderValue::from_str(&format!("{scheme} {key}")),
            None => HeaderValue::from_str(key),
        };
        let mut value = value.ok()?;
        value.set_sensitive(true);
        Some((self.header.clone(), value))
    }
}
