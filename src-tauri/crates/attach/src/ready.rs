//! The result of preparing a file, and the size limit.

use chat::AttachmentKind;

/// Largest file accepted, in bytes.
pub const MAX_FILE: usize = 20 * 1024 * 1024;

/// A file that is ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// Kind of attachment.
    pub kind: AttachmentKind,
    /// Sanitised file name; empty for pasted text.
    pub name: String,
    /// The bytes that are sent: a re-encoded image, or text as UTF-8.
    pub bytes: Vec<u8>,
    /// Estimated number of tokens.
    pub tokens: u64,
}
