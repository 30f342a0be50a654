//! Classifies refusals: turns status, headers and body into a [`Failure`].
//!
//! Codes decide before messages; messages decide only if a server has nothing else to offer (quirk 39).

mod classify;
mod context;
mod echo;
mod failure;
mod head;
mod message;
mod page;
pub(crate) mod provider;
mod redaction;
mod retry_after;
mod route;
mod system;

use chat::{ErrorCode, Failure, RefusalReason};
use serde_json::Value;

pub use echo::RequestEcho;
pub use head::Head;
pub use message::MAX_MESSAGE_CHARS;
pub use redaction::redacted;

pub(crate) use failure::{from_head, is_retryable};
pub(crate) use message::clip_raw;
pub(crate) use provider::ProviderError;
pub(crate) use redaction::redact_secrets;
pub(crate) use system::SYSTEM_ROLE;

/// Classifies a reply whose status is not 2xx or whose body is not an answer. The failure is not redacted yet: see
/// [`redacted`].
pub fn from_reply(head: &Head, body: &[u8], asked: &RequestEcho) -> Failure {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{FEFF}').trim();
    if head.is_redirect() {
        return redirect_failure(head);
    }
    // Some servers format their error as an event although it is the whole reply.
    let json = text.strip_prefix("data:").unwrap_or(text);
    let value = serde_json::Deserializer::from_str(json)
        .into_iter::<Value>()
        .next()
        .and_then(Result::ok);
    match value.as_ref().and_then(ProviderError::from_reply) {
        Some(error) => from_provider_error(head, &error, asked),
        None if page::is_html(text) => page::page_failure(head, text),
        None => from_text(head, text, asked),
    }
}

/// Classifies a server's error object, from a reply or a stream (quirks 36 and 37).
pub(crate) fn from_provider_error(head: &Head, error: &ProviderError, asked: &RequestEcho) -> Failure {
    let status = error.status.or((head.status >= 400).then_some(head.status));
    let mut failure = Failure::new(classify::error_code(status, error, asked));
    failure.status = status;
    failure.retry_after_ms = head.retry_after_ms.or(error.retry_after_ms);
    failure.request_id = head.request_id.clone().or_else(|| error.request_id());
    failure.provider_message = error.message.as_deref().map(clip_raw);
    failure.retryable = is_retryable(failure.code, status);
    let details = [
        ("provider_code", &error.code),
        ("provider_type", &error.kind),
        ("ray_id", &error.ray_id),
    ];
    for (name, value) in details {
        if let Some(value) = value {
            failure = failure.with(name, clip_raw(value));
        }
    }
    match failure.code {
        ErrorCode::UnknownModel => with_other_route(
            failure.with("model", asked.model.as_str()),
            route::other_route(status, error),
        ),
        ErrorCode::ContextExceeded => context::with_token_counts(failure),
        ErrorCode::ParameterRefused if system::refuses_system_role(status, error, asked) => {
            failure.with("parameter", SYSTEM_ROLE)
        }
        ErrorCode::ParameterRefused => match classify::refused_parameter(error, asked) {
            Some(name) => failure.with("parameter", name),
            None => failure,
        },
        _ => failure,
    }
}

/// Adds `reason` `other_route` and, if known, `route`: the model exists but needs another route (quirk 48).
fn with_other_route(failure: Failure, other: Option<route::OtherRoute>) -> Failure {
    let Some(other) = other else { return failure };
    let failure = failure.with_reason(RefusalReason::OtherRoute);
    match other.route {
        Some(route) => failure.with("route", route),
        None => failure,
    }
}

/// Classifies a body without an error object: a sentence, other JSON, or nothing.
fn from_text(head: &Head, text: &str, asked: &RequestEcho) -> Failure {
    let code = match head.status {
        200..=299 => ErrorCode::Malformed,
        // Without an error object this comes from the web server: there is no such route.
        404 | 405 => ErrorCode::NotAnApi,
        _ => {
            let message = (!text.is_empty()).then(|| text.to_owned());
            return from_provider_error(
                head,
                &ProviderError {
                    message,
                    ..ProviderError::default()
                },
                asked,
            );
        }
    };
    let mut failure = from_head(head, code);
    failure.provider_message = (!text.is_empty()).then(|| clip_raw(text));
    failure
}

fn redirect_failure(head: &Head) -> Failure {
    let failure = from_head(head, ErrorCode::Redirect);
    match &head.location {
        Some(location) => failure.with("location", clip_raw(location)),
        None => failure,
    }
}

#[cfg(test)]
mod tests;
