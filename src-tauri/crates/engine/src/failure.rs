//! Failures that several parts of the engine answer with.

use chat::{ErrorCode, Failure};

/// Returns `bad_request`, reason `unknown`: the page named a conversation, tab or answer that no longer exists.
pub(crate) fn unknown() -> Failure {
    Failure::new(ErrorCode::BadRequest).with("reason", "unknown")
}
