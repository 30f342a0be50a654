//! Models that take no system prompt (quirk 35).

use super::{Asked, ProviderError};

/// The name under which the refused role stands in a failure's details; no member of a body is called so.
pub(crate) const SYSTEM_ROLE: &str = "system_role";

/// The wordings seen, lower case.
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

/// Whether the role of the system prompt is what `error` refuses.
pub(super) fn refused(status: Option<u16>, error: &ProviderError, asked: &Asked) -> bool {
    let message = error.message.as_deref().unwrap_or_default().to_lowercase();
    // Templates that refuse it make some servers fail with 500.
    asked.system && matches!(status, None | Some(400 | 422 | 500)) && WORDS.iter().any(|words| message.contains(words))
}
