//! A document that is still being written: text in, changed parts out.
//!
//! Only what is open is parsed again. A block is sealed once a whole line has come that begins another; an unindented
//! code fence is not even parsed again but fed (see [`crate::fence`]), and of a long list, table or paragraph only the
//! last item, row or sentence is (see [`growth`]). Sealed blocks change once at most, when the document is finished and
//! a definition had come after a reference to it (see [`crate::reference`] and [`crate::notes`]).
//!
//! What is drawn before a block is sealed may guess; sealing writes the block from its whole source, so that the end
//! depends on the text alone.

use std::sync::{Mutex, OnceLock};

use crate::block::Block;
use crate::code::{self, Memo};
use crate::fence::Fence;
use crate::intake::{Guard, Newlines};
use crate::notes::Notes;
use crate::patch::{Patch, Place};
use crate::reference::References;
use growth::Growth;

mod change;
mod draw;
mod growth;
mod seal;

/// A sealed block that holds something in brackets, kept to be written again if its definition comes late.
#[derive(Debug)]
struct Revisit {
    block: usize,
    source: String,
    /// How many labels were defined when it was written.
    known: usize,
    /// What highlighting had cost before it.
    spent: usize,
}

/// Markdown that grows, as sanitised HTML blocks.
#[derive(Debug, Default)]
pub struct LiveDocument {
    newlines: Newlines,
    guard: Guard,
    references: References,
    notes: Notes,
    blocks: Vec<Block>,
    /// The blocks joined, for those who ask.
    joined: OnceLock<Vec<String>>,
    /// How many of `blocks` are sealed; those after them draw the tail.
    sealed: usize,
    /// Whole lines after the sealed blocks.
    tail: String,
    /// How long the tail was when it was last looked through for blocks to seal.
    searched: usize,
    /// The line being written.
    partial: String,
    /// Bytes that came since the tail was drawn.
    undrawn: usize,
    /// What of the tail is drawn for good.
    growth: Option<Growth>,
    /// How often growth was wrong about this tail.
    wrong: usize,
    /// The open fence whose block stands at `sealed`; then `tail` and `partial` are empty.
    fence: Option<Fence>,
    revisits: Vec<Revisit>,
    /// Bytes of addresses that references copied into sealed blocks.
    copied: usize,
    /// What highlighting of sealed blocks has cost.
    spent: usize,
    /// Code of the tail, highlighted.
    memo: Mutex<Memo>,
    /// Where the difference to what the last patch told begins, or `None`.
    changed_from: Option<Place>,
    /// Nobody looks before the end: the tail is not drawn.
    is_silent: bool,
    /// Bytes handed to the parser so far: the work done, countable.
    #[cfg(test)]
    parsed: std::cell::Cell<usize>,
}

impl LiveDocument {
    /// An empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// A document nobody looks at before it is finished.
    pub(crate) fn silent() -> Self {
        Self {
            is_silent: true,
            ..Self::default()
        }
    }

    /// The blocks as they look now: sealed ones, then the tail with its unfinished syntax closed.
    pub fn parts(&self) -> &[Block] {
        &self.blocks
    }

    /// The same blocks, each as one string. Costs their whole length after every change: a reader that follows a
    /// document takes [`LiveDocument::parts`].
    pub fn blocks(&self) -> &[String] {
        self.joined
            .get_or_init(|| self.blocks.iter().map(Block::html).collect())
    }

    /// The blocks, taking the document apart.
    pub(crate) fn into_parts(self) -> Vec<Block> {
        self.blocks
    }

    /// The blocks, each as one string, taking the document apart.
    pub fn into_blocks(self) -> Vec<String> {
        self.blocks.iter().map(Block::html).collect()
    }

    /// Adds text, cut anywhere between two characters.
    pub fn push(&mut self, text: &str) -> Patch {
        let text = self.newlines.take(text);
        let mut rest: &str = &text;
        while !rest.is_empty() {
            rest = if self.fence.is_some() {
                self.feed_fence(rest)
            } else {
                self.feed_line(rest)
            };
        }
        if !self.is_silent && self.fence.is_none() && self.is_drawing_due() {
            self.draw();
        }
        self.take_patch()
    }

    /// Ends the document: the tail is written as it stands, late definitions reach their references. Afterwards
    /// [`LiveDocument::blocks`] equals [`crate::render`] of the whole text.
    pub fn finish(&mut self) -> Patch {
        if !self.partial.is_empty() {
            self.partial.push('\n');
            self.end_line();
        }
        if let Some(fence) = self.fence.take() {
            let lines = &mut self.blocks[self.sealed].parts;
            let keep = lines.len().saturating_sub(1);
            self.spent = fence.finish(lines);
            self.touch(self.sealed, Some(keep));
            self.sealed += 1;
        }
        self.settle(true);
        self.settle_references();
        self.end_at(self.sealed, &[], &self.notes.order.clone());
        self.take_patch()
    }

    // ---- taking text in ----

    fn feed_line<'t>(&mut self, text: &'t str) -> &'t str {
        let end = text.find('\n').map_or(text.len(), |newline| newline + 1);
        self.partial.push_str(&text[..end]);
        self.undrawn += end;
        if text[..end].ends_with('\n') {
            self.end_line();
        }
        &text[end..]
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.partial);
        if self.tail.is_empty() && line.trim().is_empty() {
            return;
        }
        let line = self.guard.pass(&line);
        self.tail.push_str(&line);
        // Looking for the fence's place costs a parse of the tail: only after the tail has grown by a share.
        if self.tail.len() - self.searched > self.searched / 8 && Fence::open(&line, 0).is_some() {
            self.settle(false);
        }
    }

    /// When the tail is a code fence at top level it is fed from now on.
    fn enter_fence(&mut self) {
        let end = self.tail.find('\n').map_or(0, |newline| newline + 1);
        let Some(fence) = Fence::open(&self.tail[..end], self.spent) else {
            return;
        };
        let mut blocks = self.write(&self.tail[..end], false).blocks;
        let Some(block) = blocks
            .pop()
            .filter(|block| blocks.is_empty() && block.shell.ends_with(code::CLOSE))
        else {
            return;
        };
        let fed = [&self.tail[end..], &self.partial].concat();
        self.put(self.sealed, block);
        self.end_at(self.sealed + 1, &[], &self.notes.order.clone());
        self.guard.leave_fence();
        self.tail.clear();
        self.partial.clear();
        self.searched = 0;
        self.fence = Some(fence);
        let mut rest = self.feed_fence(&fed);
        while !rest.is_empty() {
            rest = self.feed_line(rest);
        }
    }

    fn feed_fence<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(fence) = &mut self.fence else { return text };
        let lines = &mut self.blocks[self.sealed].parts;
        // The last line may grow, get its colours, or its newline.
        let keep = lines.len().saturating_sub(1);
        let size = |lines: &[String]| (lines.len(), lines.last().map(String::len));
        let before = size(lines);
        let rest = fence.feed(text, lines);
        let (has_grown, spent) = (size(lines) != before, fence.spent());
        if has_grown {
            self.touch(self.sealed, Some(keep));
        }
        if rest.is_some() {
            self.spent = spent;
            self.fence = None;
            self.sealed += 1;
        }
        rest.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
