//! Input and output of the writer.

use std::sync::Mutex;

use crate::block::Block;
use crate::code::HighlightCache;
use crate::notes::{Note, Notes, Order};
use crate::reference::References;

/// The result of writing.
#[derive(Debug)]
pub(crate) struct Written {
    /// The top-level blocks.
    pub(crate) blocks: Vec<Block>,
    /// Footnotes defined.
    pub(crate) notes: Vec<Note>,
    /// Where the parts of slots begin, in bytes.
    pub(crate) part_starts: Vec<usize>,
    /// Whether a list is loose: the text of its items is in paragraphs.
    pub(crate) is_loose: bool,
    /// Whether nothing in it can change its meaning by what follows in the paragraph.
    pub(crate) is_closed: bool,
    /// Total cost of highlighting.
    pub(crate) spent: usize,
    /// Order of all references to footnotes so far.
    pub(crate) order: Order,
    /// Bytes of URLs and footnotes that references copied.
    pub(crate) copied: usize,
    /// Whether it has brackets that may be a reference, resolved or not.
    pub(crate) has_references: bool,
}

/// Options of the writer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'r> {
    /// Definitions outside the text, which come first.
    pub(crate) references: &'r References,
    /// Footnotes outside the text.
    pub(crate) notes: &'r Notes,
    /// References to footnotes before the text.
    pub(crate) order: &'r Order,
    /// Cost of highlighting before the text.
    pub(crate) spent: usize,
    /// Cache of highlighted code; `None` for no cache.
    pub(crate) memo: Option<&'r Mutex<HighlightCache>>,
    /// Bytes that references may still copy.
    pub(crate) budget: usize,
    /// Whether more text will follow, so that a URL at the very end is not a link yet.
    pub(crate) growing: bool,
}
