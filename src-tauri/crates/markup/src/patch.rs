//! Describes what a push changed, so that a reader need not look at the rest.

/// Where a document begins to differ: at a part of a block, or at a whole block. Ordered as in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BlockPath {
    pub(crate) block: usize,
    /// The first part that differs; `None`, which comes first, if the shell differs.
    pub(crate) parts: Option<usize>,
}

/// The changes of a push.
///
/// A reader keeps its first `keep` blocks. Of the next block it keeps the shell and the first `keep_parts` parts,
/// unless `shell_changed`. Everything after that is replaced by what [`crate::LiveDocument::parts`] holds from there
/// on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patch {
    /// Number of unchanged blocks.
    pub keep: usize,
    /// Number of unchanged parts of block `keep`; 0 if `shell_changed`.
    pub keep_parts: usize,
    /// Whether block `keep` is new, removed or different. `false` only if the reader has its shell.
    pub shell_changed: bool,
    /// Whether anything changed. If not, `keep` is the number of blocks.
    pub changed: bool,
}

impl Patch {
    /// Creates the patch for a document with `blocks` blocks that differs from `path` on.
    pub(crate) fn from_path(path: Option<BlockPath>, blocks: usize) -> Self {
        let keep = path.map_or(blocks, |path| path.block);
        let parts = path.and_then(|path| path.parts);
        Self {
            keep,
            keep_parts: parts.unwrap_or(0),
            shell_changed: path.is_some() && parts.is_none(),
            changed: path.is_some(),
        }
    }

    fn path(self) -> BlockPath {
        BlockPath {
            block: self.keep,
            parts: (!self.shell_changed).then_some(self.keep_parts),
        }
    }

    /// Combines both changes, for a reader that saw neither.
    #[must_use]
    pub fn merge(self, later: Self) -> Self {
        match (self.changed, later.changed) {
            (true, false) => self,
            (true, true) if self.path() <= later.path() => self,
            _ => later,
        }
    }
}
