//! The stored format of values that are one column: structs of their own, so that renaming a field of `chat` (which the
//! page sees too) never changes what is on the disk. A sample of each is in `tests/fixtures/stored`.
//!
//! Never rename a field or a word here. A new field needs a default, because older rows do not have it.

mod attachment;
mod context;
mod failure;
mod parameters;
mod segment;
mod words;

pub(crate) use attachment::StoredAttachmentKind;
pub(crate) use context::StoredContext;
pub(crate) use failure::StoredFailure;
pub use parameters::StoredParameters;
pub(crate) use segment::{StoredCitation, StoredTiming, StoredUsage};
pub(crate) use words::{StoredWord, find};

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
