//! Events of an answer, as far as `juxta ask` prints them.

use chat::{Failure, Metrics};

/// An event of one answer.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// Text to append to the answer.
    Text(String),
    /// Text to append to the reasoning.
    Reasoning(String),
    /// The answer is complete; the last event.
    Done(Box<Done>),
    /// The answer failed or is incomplete; the last event.
    Failed(Failure),
}

/// A complete answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Done {
    /// The protocol's `finish_reason`.
    pub(super) finish_reason: Option<String>,
    /// The model that the server reports.
    pub(super) served_model: Option<String>,
    /// Times, speed and tokens.
    pub(super) metrics: Metrics,
}
