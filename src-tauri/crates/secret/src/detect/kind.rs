//! What a detected secret is.

/// Kind of a detected secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DetectedKind {
    /// An API key or token of a service.
    ApiKey,
    /// A private key in PEM.
    PrivateKey,
    /// A password in a URL, or a value assigned to a password variable.
    Password,
    /// An international bank account number (IBAN).
    Iban,
    /// A payment card number.
    Card,
}

impl DetectedKind {
    /// Returns a stable identifier: `api_key`, `private_key`, `password`, `iban` or `card`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ApiKey => "api_key",
            Self::PrivateKey => "private_key",
            Self::Password => "password",
            Self::Iban => "iban",
            Self::Card => "card",
        }
    }
}
