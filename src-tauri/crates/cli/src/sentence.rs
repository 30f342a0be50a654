//! A failure as one plain sentence.

use std::path::Path;

use chat::{ErrorCode, Failure};

use crate::words;

/// The longest provider message printed, in characters; `--json` has all that was kept.
const LONGEST: usize = 400;

/// What a failure is about, for the placeholders of its sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About<'a> {
    /// The host asked, or the endpoint's name where that is all there is.
    pub(crate) host: &'a str,
    /// The model asked.
    pub(crate) model: &'a str,
}

/// The sentence of a failure: what happened, what the provider said, and what can be done about it here.
pub(crate) fn of(failure: &Failure, about: About<'_>) -> String {
    if failure.code == ErrorCode::Cancelled {
        return words::say("sentence", &[("title", words::word("cancelled"))]);
    }
    let details = failure
        .details
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    // What the failure itself knows comes first.
    let values: Vec<(&str, &str)> = details.chain([("host", about.host), ("model", about.model)]).collect();
    if let Some(reason) = reason(failure) {
        return words::say("sentence", &[("title", &words::fill(reason, &values))]);
    }
    let code = failure.code.as_str();
    let title = words::fill(words::error_title(code), &values);
    if let Some(cause) = cause(failure) {
        return words::say("sentence_cause", &[("title", &title), ("cause", cause)]);
    }
    let message = message(failure);
    let advice = words::try_word(&format!("advice.{code}")).map(|advice| words::fill(advice, &values));
    let form = match (&message, &advice) {
        (None, None) => "sentence",
        (None, Some(_)) => "sentence_advice",
        (Some(_), None) => "sentence_provider",
        (Some(_), Some(_)) => "sentence_provider_advice",
    };
    let (message, advice) = (message.unwrap_or_default(), advice.unwrap_or_default());
    words::say(form, &[("title", &title), ("message", &message), ("advice", &advice)])
}

/// The sentence of a data folder that cannot be used.
pub(crate) fn of_storage(failure: &Failure, folder: &Path) -> String {
    let cause = failure.details.get("cause").map_or("other", String::as_str);
    let path = format!("storage.{cause}");
    let template = words::try_word(&path).unwrap_or(words::word("storage.other"));
    words::fill(template, &[("folder", &folder.display().to_string())])
}

/// The sentence of a reason that Juxta itself gave, which says more than the code.
fn reason(failure: &Failure) -> Option<&'static str> {
    let reason = failure.details.get("reason")?;
    words::try_word(&format!("reasons.{reason}"))
}

/// What is known of a connection that failed.
fn cause(failure: &Failure) -> Option<&'static str> {
    let reason = failure.details.get("reason")?;
    words::try_word(&format!("causes.{reason}"))
}

/// What the provider said, or the reason Juxta gave, on one line and not too long.
fn message(failure: &Failure) -> Option<String> {
    let said = failure
        .provider_message
        .as_deref()
        .or(failure.details.get("reason").map(String::as_str))?;
    let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = one_line.chars().take(LONGEST).collect();
    if short.is_empty() {
        return None;
    }
    Some(if short.len() < one_line.len() {
        format!("{short}…")
    } else {
        short
    })
}

#[cfg(test)]
mod tests;
