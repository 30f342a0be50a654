//! Column `answers.failure`.

use std::collections::BTreeMap;

use chat::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};

use super::words::{self, StoredWord};

/// Why an answer failed.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredFailure {
    #[serde(with = "words::as_text")]
    code: ErrorCode,
    status: Option<u16>,
    provider_message: Option<String>,
    request_id: Option<String>,
    retry_after_ms: Option<u64>,
    retryable: bool,
    #[serde(default)]
    details: BTreeMap<String, String>,
}

impl From<&Failure> for StoredFailure {
    fn from(failure: &Failure) -> Self {
        let Failure {
            code,
            status,
            provider_message,
            request_id,
            retry_after_ms,
            retryable,
            details,
        } = failure.clone();
        Self {
            code,
            status,
            provider_message,
            request_id,
            retry_after_ms,
            retryable,
            details,
        }
    }
}

impl From<StoredFailure> for Failure {
    fn from(stored: StoredFailure) -> Self {
        Self {
            code: stored.code,
            status: stored.status,
            provider_message: stored.provider_message,
            request_id: stored.request_id,
            retry_after_ms: stored.retry_after_ms,
            retryable: stored.retryable,
            details: stored.details,
        }
    }
}

/// The codes of the command line and the message files are a stable contract already.
impl StoredWord for ErrorCode {
    fn word(&self) -> &str {
        self.as_str()
    }

    fn from_word(word: &str) -> Option<Self> {
        words::find(&Self::ALL, word)
    }
}
