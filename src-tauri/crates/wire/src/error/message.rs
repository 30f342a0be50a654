//! Length limits of provider messages.

/// Longest provider message kept, in characters.
pub const MAX_MESSAGE_CHARS: usize = 2_000;
/// Characters of a message read before redaction. Well beyond what is kept, so that truncating can't leave an
/// unrecognisable part of a key.
const MAX_RAW_CHARS: usize = 4 * MAX_MESSAGE_CHARS;

/// Truncates `text` to the part that is read.
pub(crate) fn clip_raw(text: impl AsRef<str>) -> String {
    clip(text.as_ref(), MAX_RAW_CHARS)
}

/// Truncates `text` to `limit` characters.
pub(super) fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}
