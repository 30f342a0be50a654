//! Marks: what changed in an answer since the last frame.

use chat::TabId;

/// What changed in one answer since the last frame; of several the last counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Its text or figures: not told while its tab is not seen.
    Moved,
    /// Its state, which every tab shows.
    State,
    /// It has ended, or was asked anew: the page gets it whole.
    Whole,
}

/// What a delta did to its answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moved {
    /// The answer's tab.
    pub(crate) tab: TabId,
    /// Whether it is in another state now.
    pub(crate) has_new_state: bool,
}
