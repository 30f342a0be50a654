//! Removes secrets from failures.

use chat::Failure;
use secret::Key;

use super::message::{MAX_MESSAGE_CHARS, clip};

/// Redacts the secrets from `failure` and truncates its message to [`MAX_MESSAGE_CHARS`].
#[must_use]
pub fn redacted(mut failure: Failure, secrets: &[Key]) -> Failure {
    let clean = |text: String| redact_secrets(secrets, &text);
    failure.provider_message = failure
        .provider_message
        .map(|text| clip(&clean(text), MAX_MESSAGE_CHARS));
    failure.request_id = failure.request_id.map(clean);
    for value in failure.details.values_mut() {
        *value = clip(&clean(std::mem::take(value)), MAX_MESSAGE_CHARS);
    }
    failure
}

/// Redacts `secrets` and anything that looks like a key from `text`.
pub(crate) fn redact_secrets(secrets: &[Key], text: &str) -> String {
    let shapeless = || secret::redact_shapes(text);
    secrets
        .iter()
        .fold(None, |clean: Option<String>, key| {
            Some(secret::redact(clean.as_deref().unwrap_or(text), key))
        })
        .unwrap_or_else(shapeless)
}
