//! Failures built from a code and the head of a reply.

use chat::{ErrorCode, Failure};

use super::head::Head;

/// Builds a failure from the head of a reply and a code.
pub(crate) fn from_head(head: &Head, code: ErrorCode) -> Failure {
    let mut failure = Failure::new(code);
    failure.status = Some(head.status).filter(|status| *status != 0);
    failure.request_id.clone_from(&head.request_id);
    failure.retry_after_ms = head.retry_after_ms;
    failure.retryable = is_retryable(code, failure.status);
    failure
}

/// Returns whether the same request may succeed later (quirks 38 and 42).
pub(crate) fn is_retryable(code: ErrorCode, status: Option<u16>) -> bool {
    match code {
        ErrorCode::RateLimited
        | ErrorCode::Gateway
        | ErrorCode::Timeout
        | ErrorCode::Connect
        | ErrorCode::Dns
        | ErrorCode::CutOff => true,
        ErrorCode::ServerError => status != Some(501),
        ErrorCode::BadRequest => status == Some(409),
        _ => false,
    }
}
