//! Detects models that don't support a system prompt (quirk 35).

use super::{echo::RequestEcho, provider::ProviderError};

/// Value of `parameter` for a refused system role; no body parameter has this name.
pub(crate) const SYSTEM_ROLE: &str = "system_role";

/// Known wordings, in lower case.
const WORDS: [&str; 8] = [
    "does not support 'system'",
    "system role not supported",
    "system role is not supported",
    "does not support system",
    "system messages are not supported",
    "system message is not supported",
    "system prompt is not supported",
    "developer instruction is not enabled",
];

/// Returns whether `error` refuses the role of the system prompt.
pub(super) fn refuses_system_role(status: Option<u16>, error: &ProviderError, asked: &RequestEcho) -> bool {
    let message = error.message.as_deref().unwrap_or_default().to_lowercase();
    // Some servers fail with 500 if a chat template refuses the role.
    asked.system && matches!(status, None | Some(400 | 422 | 500)) && WORDS.iter().any(|words| message.contains(words))
}
