//! Replies of the commands that switch tabs to other branches.

use chat::{AnswerId, TabId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ConversationView;

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
