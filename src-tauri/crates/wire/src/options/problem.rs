//! Validation errors of options.

use chat::{Failure, RefusalReason};

/// Why an option is invalid. Contains names a person typed, never a value, which may be secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionProblem {
    /// The proxy is not a URL.
    #[error("the proxy's address is not a web address")]
    ProxyAddress,
    /// The proxy's scheme is not `http`, `https` or `socks5`.
    #[error("the proxy must begin with http://, https:// or socks5://")]
    ProxyScheme,
    /// The proxy's URL contains credentials, which have their own fields.
    #[error("the proxy's address must not hold a user name or password")]
    ProxyCredentials,
    /// The file contains no certificate.
    #[error("there is no PEM certificate in it")]
    NoCertificate,
    /// A certificate can't be parsed.
    #[error("a certificate in it cannot be read")]
    BadCertificate,
    /// The file contains no private key.
    #[error("there is no PEM private key in it")]
    NoPrivateKey,
    /// The private key is encrypted.
    #[error("the private key is encrypted")]
    EncryptedPrivateKey,
    /// The private key belongs to another certificate, or is of an unsupported kind.
    #[error("the private key does not fit the certificate")]
    KeyMismatch,
    /// A time limit is zero.
    #[error("a limit must be longer than nothing")]
    Limit(&'static str),
    /// Not a valid header name.
    #[error("{0:?} is no name of a header")]
    HeaderName(String),
    /// Not a valid header value: it has line breaks or is not ASCII.
    #[error("the value of {0} fits no header")]
    HeaderValue(String),
    /// The transport sets this header itself.
    #[error("{0} is set by the transport")]
    HeaderReserved(String),
    /// A custom header has the name of the key's header.
    #[error("{0} is the header of the key")]
    HeaderIsTheKeys(String),
    /// The scheme is not a single word.
    #[error("{0:?} is no scheme")]
    AuthScheme(String),
    /// A query parameter has no name.
    #[error("a query parameter has no name")]
    QueryName,
    /// A query parameter occurs twice.
    #[error("the query parameter {0} stands there twice")]
    QueryTwice(String),
    /// The additional body parameters are not valid JSON.
    #[error("not JSON at line {line}, column {column}")]
    BodySyntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// The additional body parameters are not a JSON object.
    #[error("not a JSON object")]
    BodyNotAnObject,
    /// The conversation sets this body parameter: `model`, `messages` or `stream`.
    #[error("{0} is set by the conversation")]
    BodyReserved(String),
}

impl OptionProblem {
    /// Returns the `reason` of its failure.
    pub fn reason(&self) -> RefusalReason {
        match self {
            Self::ProxyAddress => RefusalReason::ProxyAddress,
            Self::ProxyScheme => RefusalReason::ProxyScheme,
            Self::ProxyCredentials => RefusalReason::ProxyCredentials,
            Self::NoCertificate => RefusalReason::NoCertificate,
            Self::BadCertificate => RefusalReason::BadCertificate,
            Self::NoPrivateKey => RefusalReason::NoPrivateKey,
            Self::EncryptedPrivateKey => RefusalReason::EncryptedPrivateKey,
            Self::KeyMismatch => RefusalReason::KeyMismatch,
            Self::Limit(_) => RefusalReason::Limit,
            Self::HeaderName(_) => RefusalReason::HeaderName,
            Self::HeaderValue(_) => RefusalReason::HeaderValue,
            Self::HeaderReserved(_) => RefusalReason::HeaderReserved,
            Self::HeaderIsTheKeys(_) => RefusalReason::HeaderIsTheKeys,
            Self::AuthScheme(_) => RefusalReason::AuthScheme,
            Self::QueryName => RefusalReason::QueryName,
            Self::QueryTwice(_) => RefusalReason::QueryTwice,
            Self::BodySyntax { .. } => RefusalReason::BodySyntax,
            Self::BodyNotAnObject => RefusalReason::BodyNotAnObject,
            Self::BodyReserved(_) => RefusalReason::BodyReserved,
        }
    }

    /// Returns the name it is about, if any.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Limit(name) => Some(name),
            Self::HeaderName(name)
            | Self::HeaderValue(name)
            | Self::HeaderReserved(name)
            | Self::HeaderIsTheKeys(name)
            | Self::AuthScheme(name)
            | Self::QueryTwice(name)
            | Self::BodyReserved(name) => Some(name),
            _ => None,
        }
    }
}

/// Becomes `bad_request` with the details `reason` ([`OptionProblem::reason`]), `name`, `line` and `column`.
impl From<OptionProblem> for Failure {
    fn from(problem: OptionProblem) -> Self {
        let mut failure = Self::refused(problem.reason());
        if let Some(name) = problem.name() {
            failure = failure.with("name", name);
        }
        if let OptionProblem::BodySyntax { line, column } = problem {
            failure = failure
                .with("line", line.to_string())
                .with("column", column.to_string());
        }
        failure
    }
}
