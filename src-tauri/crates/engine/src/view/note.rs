//! Notes and labels on answers.

use chat::AnswerId;
use serde::Serialize;
use ts_rs::TS;

/// Note and labels the person put on an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NoteView {
    /// The answer.
    pub answer: AnswerId,
    /// The note; empty when there are only labels.
    pub note: String,
    /// Labels, each once, in the person's order.
    pub labels: Vec<String>,
}
