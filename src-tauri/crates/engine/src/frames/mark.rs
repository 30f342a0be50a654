//! Marks: what changed in an answer since the last frame.

use chat::TabId;

/// What changed in an answer since the last frame. Of several changes the largest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Its text or figures changed. Not sent while its tab is hidden.
    Moved,
    /// Its state, which every tab shows.
    State,
    /// It ended or was retried: the frame carries the whole answer.
    Whole,
}

/// Progress of an answer by one delta.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moved {
    /// The answer's tab.
    pub(crate) tab: TabId,
    /// Whether it is in another state now.
    pub(crate) has_new_state: bool,
}
