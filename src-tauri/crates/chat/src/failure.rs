//! Failures: a stable code, and what is known about the cause.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ConnectionFault, CutOffCause, FormField, RefusalReason, StorageCause};

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
    /// Values for the sentence in the message file, such as `host` or `location`; and the stable words `reason`,
    /// `cause` and `field`, which are read and written as the types of this crate only.
    #[serde(default)]
    #[ts(as = "Details")]
    pub details: BTreeMap<String, String>,
}

/// How the page sees [`Failure::details`].
#[derive(TS)]
#[ts(rename = "FailureDetails")]
#[allow(dead_code, reason = "only its shape is used")]
struct Details {
    #[ts(optional)]
    reason: Option<Reason>,
    #[ts(optional)]
    cause: Option<Cause>,
    #[ts(optional)]
    field: Option<FormField>,
    #[ts(flatten)]
    values: BTreeMap<String, String>,
}

/// What the detail `reason` can be.
#[derive(TS)]
#[ts(untagged, rename = "FailureReason")]
#[allow(dead_code, reason = "only its shape is used")]
enum Reason {
    Refusal(RefusalReason),
    Fault(ConnectionFault),
}

/// What the detail `cause` can be.
#[derive(TS)]
#[ts(untagged, rename = "FailureCause")]
#[allow(dead_code, reason = "only its shape is used")]
enum Cause {
    CutOff(CutOffCause),
    Storage(StorageCause),
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

    /// Refuses something the page or the console asked for.
    pub fn refused(reason: RefusalReason) -> Self {
        Self::new(ErrorCode::BadRequest).with_reason(reason)
    }

    /// Refuses what a field of a form holds.
    pub fn refused_field(field: FormField, reason: RefusalReason) -> Self {
        Self::refused(reason).with_field(field)
    }

    /// Says why Juxta refused.
    #[must_use]
    pub fn with_reason(self, reason: RefusalReason) -> Self {
        self.insert("reason", reason.as_str())
    }

    /// Says what happened to the connection.
    #[must_use]
    pub fn with_fault(self, fault: ConnectionFault) -> Self {
        self.insert("reason", fault.as_str())
    }

    /// Says why an answer broke off.
    #[must_use]
    pub fn with_cut_off_cause(self, cause: CutOffCause) -> Self {
        self.insert("cause", cause.as_str())
    }

    /// Says why nothing could be stored or read.
    #[must_use]
    pub fn with_storage_cause(self, cause: StorageCause) -> Self {
        self.insert("cause", cause.as_str())
    }

    /// Names the field of a form it is about.
    #[must_use]
    pub fn with_field(self, field: FormField) -> Self {
        self.insert("field", field.as_str())
    }

    /// Returns why Juxta refused. `None` if the failure is the network's.
    pub fn reason(&self) -> Option<RefusalReason> {
        let reason = self.details.get("reason").filter(|_| !self.is_of_network())?;
        RefusalReason::parse(reason)
    }

    /// Returns what happened to the connection. `None` unless the failure is the network's.
    pub fn fault(&self) -> Option<ConnectionFault> {
        let fault = self.details.get("reason").filter(|_| self.is_of_network())?;
        ConnectionFault::parse(fault)
    }

    /// Returns why the answer broke off.
    pub fn cut_off_cause(&self) -> Option<CutOffCause> {
        let cause = self.details.get("cause").filter(|_| self.code == ErrorCode::CutOff)?;
        CutOffCause::parse(cause)
    }

    /// Returns why nothing could be stored or read.
    pub fn storage_cause(&self) -> Option<StorageCause> {
        let cause = self
            .details
            .get("cause")
            .filter(|_| self.code == ErrorCode::StorageFailed)?;
        StorageCause::parse(cause)
    }

    /// Returns the field of a form it is about.
    pub fn field(&self) -> Option<FormField> {
        FormField::parse(self.details.get("field")?)
    }

    fn is_of_network(&self) -> bool {
        use ErrorCode::{Connect, CutOff, Dns, Malformed, Proxy, Timeout, Tls};
        matches!(self.code, Connect | CutOff | Dns | Malformed | Proxy | Timeout | Tls)
    }

    /// Adds a value for the sentence in the message file. Reason, cause and field have methods of their own.
    #[must_use]
    pub fn with(self, name: &str, value: impl Into<String>) -> Self {
        debug_assert!(!matches!(name, "reason" | "cause" | "field"), "{name} is typed");
        self.insert(name, value)
    }

    fn insert(mut self, name: &str, value: impl Into<String>) -> Self {
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
