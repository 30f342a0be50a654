//! The tabs of the shown conversation that the person sees.

use chat::TabId;

/// Tabs of the shown conversation that are visible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct VisibleTabs {
    /// The tab selected.
    pub(crate) selected: Option<TabId>,
    /// Whether all tabs stand side by side.
    pub(crate) is_wide: bool,
    /// Of tabs side by side those in view; `None` as long as that is not known.
    pub(crate) in_view: Option<Vec<TabId>>,
}

impl VisibleTabs {
    /// Checks whether the tab is visible; unknown counts as visible.
    pub(crate) fn shows(&self, tab: TabId) -> bool {
        if self.is_wide {
            self.in_view.as_ref().is_none_or(|tabs| tabs.contains(&tab))
        } else {
            self.selected.is_none_or(|selected| selected == tab)
        }
    }

    /// Checks whether the tab is out of view in columns: its text is throttled.
    pub(crate) fn is_throttled(&self, tab: TabId) -> bool {
        self.is_wide && !self.shows(tab)
    }
}
