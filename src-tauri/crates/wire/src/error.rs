//! What a server's refusal means: status, headers and body become a [`Failure`].
//!
//! Codes decide before words; words decide only where servers have nothing else to offer (quirk 39).

mod classify;
mod context;
mod head;
mod page;
pub(crate) mod provider;
mod retry_after;
mod route;
mod system;

use chat::{ErrorCode, Failure, RefusalReason};
use secret::Key;
use serde_json::Value;

pub use head::Head;

pub(crate) use provider::ProviderError;
pub(crate) use system::SYSTEM_ROLE;

/// The longest provider message kept, in characters.
pub const MAX_MESSAGE_CHARS: usize = 2_000;
/// What is read of a message before the key is taken out of it; well beyond what is kept, so that no cut leaves a part
/// of the key too short to be recognised.
const MAX_RAW_CHARS: usize = 4 * MAX_MESSAGE_CHARS;

/// What the request asked for, to tell what a refusal refuses.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The model id.
    pub model: String,
    /// The members of the request body.
    pub members: Vec<String>,
    /// The messages begin with a system prompt.
    pub system: bool,
}

/// The failure of a reply whose status is not 2xx, or whose body is no answer. The key is still in it: see [`redacted`].
pub fn of_reply(head: &Head, body: &[u8], asked: &Asked) -> Failure {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{FEFF}').trim();
    if head.is_redirect() {
        return redirect(head);
    }
    // Some servers frame their error as an event although it is the whole reply.
    let json = text.strip_prefix("data:").unwrap_or(text);
    let value = serde_json::Deserializer::from_str(json)
        .into_iter::<Value>()
        .next()
        .and_then(Result::ok);
    match value.as_ref().and_then(ProviderError::of_reply) {
        Some(error) => of_provider(head, &error, asked),
        None if page::is_html(text) => page::failure(head, text),
        None => of_text(head, text, asked),
    }
}

/// The failure a server's own error object tells of, in a reply or amid a stream (quirks 36 and 37).
pub(crate) fn of_provider(head: &Head, error: &ProviderError, asked: &Asked) -> Failure {
    let status = error.status.or((head.status >= 400).then_some(head.status));
    let mut failure = Failure::new(classify::code(status, error, asked));
    failure.status = status;
    failure.retry_after_ms = head.retry_after_ms.or(error.retry_after_ms);
    failure.request_id = head.request_id.clone().or_else(|| error.request_id());
    failure.provider_message = error.message.as_deref().map(raw);
    failure.retryable = is_retryable(failure.code, status);
    let details = [
        ("provider_code", &error.code),
        ("provider_type", &error.kind),
        ("ray_id", &error.ray_id),
    ];
    for (name, value) in details {
        if let Some(value) = value {
            failure = failure.with(name, raw(value));
        }
    }
    match failure.code {
        ErrorCode::UnknownModel => of_model(failure.with("model", asked.model.as_str()), route::other(status, error)),
        ErrorCode::ContextExceeded => context::told(failure),
        ErrorCode::ParameterRefused if system::refused(status, error, asked) => failure.with("parameter", SYSTEM_ROLE),
        ErrorCode::ParameterRefused => match classify::refused_parameter(error, asked) {
            Some(name) => failure.with("parameter", name),
            None => failure,
        },
        _ => failure,
    }
}

/// A model that only answers on another route is not unknown, only out of reach here (quirk 48): details `reason`
/// `other_route`, and `route` where it is named.
fn of_model(failure: Failure, other: Option<route::Other>) -> Failure {
    let Some(other) = other else { return failure };
    let failure = failure.with_reason(RefusalReason::OtherRoute);
    match other.route {
        Some(route) => failure.with("route", route),
        None => failure,
    }
}

/// A failure of which the head and a code are known.
pub(crate) fn of_head(head: &Head, code: ErrorCode) -> Failure {
    let mut failure = Failure::new(code);
    failure.status = Some(head.status).filter(|status| *status != 0);
    failure.request_id.clone_from(&head.request_id);
    failure.retry_after_ms = head.retry_after_ms;
    failure.retryable = is_retryable(code, failure.status);
    failure
}

/// A body that holds no error object: a sentence, some other JSON, or nothing.
fn of_text(head: &Head, text: &str, asked: &Asked) -> Failure {
    let code = match head.status {
        200..=299 => ErrorCode::Malformed,
        // Without an error object this is the web server speaking: there is no such route.
        404 | 405 => ErrorCode::NotAnApi,
        _ => {
            let message = (!text.is_empty()).then(|| text.to_owned());
            return of_provider(
                head,
                &ProviderError {
                    message,
                    ..ProviderError::default()
                },
                asked,
            );
        }
    };
    let mut failure = of_head(head, code);
    failure.provider_message = (!text.is_empty()).then(|| raw(text));
    failure
}

fn redirect(head: &Head) -> Failure {
    let failure = of_head(head, ErrorCode::Redirect);
    match &head.location {
        Some(location) => failure.with("location", raw(location)),
        None => failure,
    }
}

/// Whether sending the same again can help (quirks 38 and 42).
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

/// `failure` without these secrets, and with its message no longer than [`MAX_MESSAGE_CHARS`].
#[must_use]
pub fn redacted(mut failure: Failure, secrets: &[Key]) -> Failure {
    let clean = |text: String| without(secrets, &text);
    failure.provider_message = failure
        .provider_message
        .map(|text| clip(&clean(text), MAX_MESSAGE_CHARS));
    failure.request_id = failure.request_id.map(clean);
    for value in failure.details.values_mut() {
        *value = clip(&clean(std::mem::take(value)), MAX_MESSAGE_CHARS);
    }
    failure
}

/// `text` without `secrets`, nor anything shaped like a key.
pub(crate) fn without(secrets: &[Key], text: &str) -> String {
    let shapeless = || secret::redact_shapes(text);
    secrets
        .iter()
        .fold(None, |clean: Option<String>, key| {
            Some(secret::redact(clean.as_deref().unwrap_or(text), key))
        })
        .unwrap_or_else(shapeless)
}

/// As much of `text` as is looked at.
pub(crate) fn raw(text: impl AsRef<str>) -> String {
    clip(text.as_ref(), MAX_RAW_CHARS)
}

fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
