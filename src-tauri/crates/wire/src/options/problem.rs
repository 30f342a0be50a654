//! What is wrong with an option, said where it is entered.

use chat::{Failure, RefusalReason};

/// Why an option was refused. Holds names a person typed, never a value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OptionProblem {
    /// The proxy's address is no address.
    #[error("the proxy's address is not a web address")]
    ProxyAddress,
    /// The proxy is none of `http`, `https`, `socks5`.
    #[error("the proxy must begin with http://, https:// or socks5://")]
    ProxyScheme,
    /// The proxy's address holds a user name or password; they have fields of their own.
    #[error("the proxy's address must not hold a user name or password")]
    ProxyCredentials,
    /// There is no certificate in the file.
    #[error("there is no PEM certificate in it")]
    NoCertificate,
    /// There is one, and it cannot be read.
    #[error("a certificate in it cannot be read")]
    BadCertificate,
    /// There is no private key in the file.
    #[error("there is no PEM private key in it")]
    NoPrivateKey,
    /// The private key wants a passphrase.
    #[error("the private key is encrypted")]
    EncryptedPrivateKey,
    /// The private key is of another certificate, or of a kind nobody here can use.
    #[error("the private key does not fit the certificate")]
    KeyMismatch,
    /// A time limit of nothing.
    #[error("a limit must be longer than nothing")]
    Limit(&'static str),
    /// No name a header can have.
    #[error("{0:?} is no name of a header")]
    HeaderName(String),
    /// A value no header can have: line breaks, or letters beyond ASCII.
    #[error("the value of {0} fits no header")]
    HeaderValue(String),
    /// A header the transport sets itself.
    #[error("{0} is set by the transport")]
    HeaderReserved(String),
    /// A custom header with the name of the key's.
    #[error("{0} is the header of the key")]
    HeaderIsTheKeys(String),
    /// A scheme that is no word.
    #[error("{0:?} is no scheme")]
    AuthScheme(String),
    /// A query parameter without a name.
    #[error("a query parameter has no name")]
    QueryName,
    /// A query parameter named twice.
    #[error("the query parameter {0} stands there twice")]
    QueryTwice(String),
    /// The extra members are no JSON.
    #[error("not JSON at line {line}, column {column}")]
    BodySyntax {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// The extra members are JSON, but no object.
    #[error("not a JSON object")]
    BodyNotAnObject,
    /// An extra member that is set by the conversation: `model`, `messages` or `stream`.
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

    /// The name it is about, if it is about one.
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

/// `bad_request` with the details `reason` ([`OptionProblem::reason`]), `name`, and `line` and `column`.
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
