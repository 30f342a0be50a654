//! What a push changed, told so that a reader need not look at the rest.

/// Where a document begins to differ: at a block's part, or with a whole block. Ordered as in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) block: usize,
    /// The first part that differs; `None`, which comes before them all, when the shell does.
    pub(crate) parts: Option<usize>,
}

/// What a push changed.
///
/// A reader keeps its first `keep` blocks. Of the next it keeps shell and first `keep_parts` parts, unless
/// `shell_changed`. Everything after that is replaced by what [`crate::LiveDocument::parts`] holds from there on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patch {
    /// How many blocks stay as they were.
    pub keep: usize,
    /// How many parts of block `keep` stay; 0 when `shell_changed`.
    pub keep_parts: usize,
    /// Block `keep` is new, gone, or another than it was. `false` only where the reader holds its shell.
    pub shell_changed: bool,
    /// Whether anything changed at all. If not, `keep` is the number of blocks.
    pub changed: bool,
}

impl Patch {
    /// The patch for a document of `blocks` blocks that differs from a place on.
    pub(crate) fn from(place: Option<Place>, blocks: usize) -> Self {
        let keep = place.map_or(blocks, |place| place.block);
        let parts = place.and_then(|place| place.parts);
        Self {
            keep,
            keep_parts: parts.unwrap_or(0),
            shell_changed: place.is_some() && parts.is_none(),
            changed: place.is_some(),
        }
    }

    fn place(self) -> Place {
        Place {
            block: self.keep,
            parts: (!self.shell_changed).then_some(self.keep_parts),
        }
    }

    /// Both changes in one, for a reader that saw neither.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        match (self.changed, later.changed) {
            (true, false) => self,
            (true, true) if self.place() <= later.place() => self,
            _ => later,
        }
    }
}
