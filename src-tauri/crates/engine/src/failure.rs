//! Failures that several parts of the engine answer with.

use chat::{Failure, RefusalReason};

/// Returns `bad_request`, reason `unknown`: the page named a conversation, tab or answer that no longer exists.
pub(crate) fn unknown() -> Failure {
    Failure::refused(RefusalReason::Unknown)
}
