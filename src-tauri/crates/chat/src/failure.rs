//! Failures: a stable code, and what is known about the cause.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! error_codes {
    ($($name:ident = $word:literal,)*) => {
        /// Stable codes, the same on the command line, over IPC and in the message files.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each code's sentence is in ui/messages/en.json")]
        pub enum ErrorCode {
            $($name,)*
        }

        impl ErrorCode {
            /// Every code.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$name),*];

            /// Returns the code as written on the command line and in message files, for instance `rate_limited`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

error_codes! {
    Unauthorised = "unauthorised",
    Forbidden = "forbidden",
    UnknownModel = "unknown_model",
    Quota = "quota",
    RateLimited = "rate_limited",
    ContextExceeded = "context_exceeded",
    ContentPolicy = "content_policy",
    ParameterRefused = "parameter_refused",
    BadRequest = "bad_request",
    NotAnApi = "not_an_api",
    Gateway = "gateway",
    Tls = "tls",
    Dns = "dns",
    Connect = "connect",
    Proxy = "proxy",
    Timeout = "timeout",
    Malformed = "malformed",
    CutOff = "cut_off",
    TooLarge = "too_large",
    Redirect = "redirect",
    ServerError = "server_error",
    Cancelled = "cancelled",
    NoKey = "no_key",
    KeyringLocked = "keyring_locked",
    KeyringUnavailable = "keyring_unavailable",
    StorageFailed = "storage_failed",
    CapReached = "cap_reached",
    Internal = "internal",
}

/// A failed request or answer. Holds no key: the provider's message is redacted before it gets here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// The stable code.
    pub code: ErrorCode,
    /// The HTTP status, or the status a server wrote into `error.code` (quirk 37).
    pub status: Option<u16>,
    /// What the provider said, redacted, at most 2,000 characters; untrusted text.
    pub provider_message: Option<String>,
    /// The provider's request id, for its support.
    pub request_id: Option<String>,
    /// How long the server asked to wait, milliseconds.
    pub retry_after_ms: Option<u64>,
    /// Whether sending the same again can help.
    pub retryable: bool,
    /// Values for the sentence in the message file, such as `host` or `location`.
    #[serde(default)]
    pub details: BTreeMap<String, String>,
}

impl Failure {
    /// Returns a failure with this code and nothing else; not retryable.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            status: None,
            provider_message: None,
            request_id: None,
            retry_after_ms: None,
            retryable: false,
            details: BTreeMap::new(),
        }
    }

    /// Adds a value for the sentence in the message file.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// Sets whether sending the same again can help.
    #[must_use]
    pub fn retryable(mut self, retryable: bool) -> Self {
        self.retryable = retryable;
        self
    }
}
