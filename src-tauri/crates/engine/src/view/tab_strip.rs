//! The tab strip: what a command that changes only tabs answers with.

use chat::TabId;
use serde::Serialize;
use ts_rs::TS;

/// Header of a tab: all that moving, renaming and closing tabs can change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TabHeader {
    /// The tab's ID.
    pub id: TabId,
    /// The name the person gave it; `None` means its model's.
    pub name: Option<String>,
    /// Number among tabs of the same model and endpoint: 2 for the second, `None` for the first or only one.
    pub twin: Option<u32>,
}

/// Open tabs of a conversation, in order, without their turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TabStrip {
    /// The open tabs.
    pub tabs: Vec<TabHeader>,
    /// How many closed tabs can be reopened.
    pub closed_tabs: u32,
}
