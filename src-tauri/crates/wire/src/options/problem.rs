//! Validation errors of options.

use chat::{ErrorCode, Failure};

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
    /// Returns a stable identifier, for message files.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::ProxyAddress => "proxy_address",
            Self::ProxyScheme => "proxy_scheme",
            Self::ProxyCredentials => "proxy_credentials",
            Self::NoCertificate => "no_certificate",
            Self::BadCertificate => "bad_certificate",
            Self::NoPrivateKey => "no_private_key",
            Self::EncryptedPrivateKey => "encrypted_private_key",
            Self::KeyMismatch => "key_mismatch",
            Self::Limit(_) => "limit",
            Self::HeaderName(_) => "header_name",
            Self::HeaderValue(_) => "header_value",
            Self::HeaderReserved(_) => "header_reserved",
            Self::HeaderIsTheKeys(_) => "header_is_the_keys",
            Self::AuthScheme(_) => "auth_scheme",
            Self::QueryName => "query_name",
            Self::QueryTwice(_) => "query_twice",
            Self::BodySyntax { .. } => "body_syntax",
            Self::BodyNotAnObject => "body_not_an_object",
            Self::BodyReserved(_) => "body_reserved",
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

/// Becomes `bad_request` with the details `reason` ([`OptionProblem::as_str`]), `name`, `line` and `column`.
impl From<OptionProblem> for Failure {
    fn from(problem: OptionProblem) -> Self {
        let mut failure = Self::new(ErrorCode::BadRequest).with("reason", problem.as_str());
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
