//! Other ways a conversation could go, and what the person wrote on answers.

use chat::{AnswerId, TabId, TurnId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ConversationView;

/// One way to go from a place: an answer, and the turn it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WayView {
    /// The turn.
    pub turn: TurnId,
    /// The answer to walk to.
    pub answer: AnswerId,
}

/// A tab and the newest answer of its history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TabHead {
    /// The tab.
    pub tab: TabId,
    /// The answer; `None` before its first turn.
    pub head: Option<AnswerId>,
}

/// What *Continue all tabs from this answer* did.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Adopted {
    /// The conversation as it is now.
    pub conversation: ConversationView,
    /// The tabs that have another history now, with the heads they had: handed back, they undo it.
    pub before: Vec<TabHead>,
    /// Tabs that stayed as they are, because an answer runs in them.
    pub left_out: Vec<TabId>,
}

/// What the person wrote on an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NoteView {
    /// The answer.
    pub answer: AnswerId,
    /// The note; empty when there are only labels.
    pub note: String,
    /// Labels, each once, in the person's order.
    pub labels: Vec<String>,
}
