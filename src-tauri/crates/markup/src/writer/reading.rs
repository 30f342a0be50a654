//! What the writer is given, and what it gives back.

use std::sync::Mutex;

use crate::block::Block;
use crate::code::Memo;
use crate::notes::{Note, Notes, Order};
use crate::reference::References;

/// What came of a text.
#[derive(Debug)]
pub(crate) struct Written {
    /// The top-level blocks.
    pub(crate) blocks: Vec<Block>,
    /// Notes defined.
    pub(crate) notes: Vec<Note>,
    /// Where the parts of slots begin, in bytes.
    pub(crate) part_starts: Vec<usize>,
    /// A list's items stand apart: their text is in paragraphs.
    pub(crate) is_loose: bool,
    /// Nothing in it could become something else by what follows in the same paragraph.
    pub(crate) is_closed: bool,
    /// What highlighting has cost, with all before.
    pub(crate) spent: usize,
    /// The order of references to notes, with those before.
    pub(crate) order: Order,
    /// Bytes of addresses and notes that references copied in.
    pub(crate) copied: usize,
    /// Whether it has anything in brackets that could be a reference, found or not.
    pub(crate) has_references: bool,
}

/// How to write.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'r> {
    /// Definitions outside the text; they come first.
    pub(crate) references: &'r References,
    /// Notes outside the text.
    pub(crate) notes: &'r Notes,
    /// References to notes before the text.
    pub(crate) order: &'r Order,
    /// What highlighting has cost before.
    pub(crate) spent: usize,
    /// Code highlighted before; `None` to remember nothing.
    pub(crate) memo: Option<&'r Mutex<Memo>>,
    /// Bytes references may still copy in.
    pub(crate) budget: usize,
    /// More text will follow: an address at the very end is not a link yet.
    pub(crate) growing: bool,
}
