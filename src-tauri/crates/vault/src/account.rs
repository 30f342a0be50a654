//! The name of a key's entry in the keyring.

use std::fmt;

use secret::Origin;

/// The service under which all keys are kept.
pub const SERVICE: &str = "juxta";

/// Names one key: the endpoint it was entered for, and the only origin it may be sent to.
///
/// The endpoint's id is random, so two data folders never share an entry; the origin is part of the name, so a changed
/// address never finds the key of the former one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Account {
    endpoint: String,
    origin: Origin,
}

impl Account {
    /// Names the key of the endpoint with this id (a UUID as text), for this origin.
    pub fn new(endpoint: impl Into<String>, origin: Origin) -> Self {
        Self {
            endpoint: endpoint.into(),
            origin,
        }
    }

    /// Returns the endpoint's id.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Returns the only origin the key may be sent to.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }
}

/// Formats as `<endpoint id>@<origin>`, the entry's user name.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.endpoint, self.origin)
    }
}
