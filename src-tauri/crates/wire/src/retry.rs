//! Decides whether and when to retry a request (quirk 42). It neither waits nor sends.

use std::time::Duration;

use chat::{ErrorCode, Failure};

/// Most retries of a request.
pub const MAX_RETRIES: u32 = 2;
/// Longest wait a server may ask for. Beyond it, the request is not retried.
pub const MAX_WAIT: Duration = Duration::from_secs(120);
/// Delay before the first retry if the server names none; doubled for each further one.
const FIRST_WAIT: Duration = Duration::from_millis(500);

/// Returns how long to wait before a retry after `failure`; `None` if it should not be retried.
///
/// `attempt` is the number of retries so far (0 after the first failure). `content_begun` means that part of an answer
/// arrived; such a request is never retried, because it would be billed twice. `jitter` is between 0.0 and 1.0 and
/// spreads the retries of many tabs.
pub fn delay(attempt: u32, failure: &Failure, content_begun: bool, jitter: f64) -> Option<Duration> {
    if content_begun || attempt >= MAX_RETRIES || !may_help(failure) {
        return None;
    }
    let jitter = if jitter.is_finite() {
        jitter.clamp(0.0, 1.0)
    } else {
        0.0
    };
    let wait = match failure.retry_after_ms {
        // Never earlier than the server asked; slightly later, so that not all tabs retry at once.
        Some(asked) => Duration::from_millis(asked).saturating_add(Duration::from_millis(250).mul_f64(jitter)),
        // At most a quarter more or less, so that each delay is longer than the previous one.
        None => (FIRST_WAIT * 2u32.pow(attempt)).mul_f64(0.75 + jitter / 2.0),
    };
    let asked = failure.retry_after_ms.map_or(wait, Duration::from_millis);
    (asked <= MAX_WAIT).then_some(wait)
}

/// Returns whether a retry may succeed: 408, 409, 429, 5xx, and connections that were never opened.
fn may_help(failure: &Failure) -> bool {
    let status = matches!(failure.status, Some(408 | 409 | 429 | 500..=599));
    // A timeout counts only if the request was never sent.
    let unconnected = failure.details.get("limit").is_some_and(|limit| limit == "connect");
    let code = match failure.code {
        ErrorCode::Connect | ErrorCode::Dns => true,
        ErrorCode::Timeout => unconnected,
        _ => false,
    };
    let connection = failure.status.is_none() && code;
    failure.retryable && (status || connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(code: ErrorCode, status: Option<u16>, retryable: bool) -> Failure {
        Failure {
            status,
            retryable,
            ..Failure::new(code)
        }
    }

    #[test]
    fn quirk_42_only_what_may_pass_is_sent_again() {
        let rate = failure(ErrorCode::RateLimited, Some(429), true);
        assert!(delay(0, &rate, false, 0.5).is_some());
        assert!(delay(1, &rate, false, 0.5).is_some());
        assert_eq!(delay(2, &rate, false, 0.5), None);
        assert_eq!(delay(0, &rate, true, 0.5), None);
        assert!(delay(0, &failure(ErrorCode::Connect, None, true), false, 0.0).is_some());
        let unconnected = failure(ErrorCode::Timeout, None, true).with("limit", "connect");
        assert!(delay(0, &unconnected, false, 0.0).is_some());
        for (code, status, retryable) in [
            (ErrorCode::Quota, Some(429), false),
            (ErrorCode::Unauthorised, Some(401), false),
            (ErrorCode::BadRequest, Some(400), true),
            (ErrorCode::CutOff, Some(200), true),
            (ErrorCode::Timeout, None, true),
            (ErrorCode::Tls, None, false),
        ] {
            assert_eq!(
                delay(0, &failure(code, status, retryable), false, 0.5),
                None,
                "{code:?}"
            );
        }
    }

    #[test]
    fn quirk_42_waits_grow_and_heed_the_server() {
        let mut failure = failure(ErrorCode::ServerError, Some(503), true);
        let wait = |failure: &Failure, attempt, jitter| delay(attempt, failure, false, jitter);
        assert_eq!(wait(&failure, 0, 0.5), Some(Duration::from_millis(500)));
        assert_eq!(wait(&failure, 1, 0.5), Some(Duration::from_secs(1)));
        assert!(wait(&failure, 0, 0.0) < wait(&failure, 0, 1.0));
        assert_eq!(wait(&failure, 0, 1.0), Some(Duration::from_millis(625)));
        assert_eq!(wait(&failure, 1, 0.0), Some(Duration::from_millis(750)));
        assert!(wait(&failure, 0, f64::NAN).is_some());
        failure.retry_after_ms = Some(7_000);
        assert!(wait(&failure, 0, 0.5) >= Some(Duration::from_secs(7)));
        failure.retry_after_ms = Some(120_000);
        assert!(wait(&failure, 0, 1.0).is_some());
        failure.retry_after_ms = Some(120_001);
        assert_eq!(wait(&failure, 0, 0.0), None);
    }
}
