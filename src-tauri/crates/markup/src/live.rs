//! A document that is still growing: text in, changed parts out.
//!
//! Only the open end is parsed again. A block is sealed once a complete line begins another one. An unindented code
//! fence is not parsed again but fed (see [`crate::fence`]), and of a long list, table or paragraph only the last item,
//! row or sentence is parsed (see [`growth`]). Sealed blocks change at most once, when the document is finished and a
//! definition came after its reference (see [`crate::reference`] and [`crate::notes`]).
//!
//! What is drawn before a block is sealed may be a guess. Sealing writes the block from its complete source, so that
//! the final result depends only on the text.

use std::sync::{Mutex, OnceLock};

use crate::block::Block;
use crate::code::{self, HighlightCache};
use crate::fence::Fence;
use crate::normalize::{NestingGuard, Newlines};
use crate::notes::Notes;
use crate::patch::{BlockPath, Patch};
use crate::reference::References;
use growth::Growth;

mod change;
mod draw;
mod growth;
mod seal;

/// A sealed block with something in brackets, kept so that it can be written again if its definition comes late.
#[derive(Debug)]
struct Revisit {
    block: usize,
    source: String,
    /// Number of labels defined when it was written.
    known: usize,
    /// Cost of highlighting before it.
    spent: usize,
}

/// Growing markdown as sanitised HTML blocks.
#[derive(Debug, Default)]
pub struct LiveDocument {
    newlines: Newlines,
    guard: NestingGuard,
    references: References,
    notes: Notes,
    blocks: Vec<Block>,
    /// The joined blocks, computed on demand.
    joined: OnceLock<Vec<String>>,
    /// Number of sealed `blocks`; the others draw the tail.
    sealed: usize,
    /// Complete lines after the sealed blocks.
    tail: String,
    /// Length of the tail when it was last searched for blocks to seal.
    searched: usize,
    /// The current line.
    partial: String,
    /// Bytes since the tail was last drawn.
    undrawn: usize,
    /// The part of the tail that is final.
    growth: Option<Growth>,
    /// How often growth was wrong about this tail.
    wrong: usize,
    /// The open fence whose block is at `sealed`; `tail` and `partial` are empty then.
    fence: Option<Fence>,
    revisits: Vec<Revisit>,
    /// Bytes of URLs that references copied into sealed blocks.
    copied: usize,
    /// Cost of highlighting sealed blocks.
    spent: usize,
    /// Cache of highlighted code in the tail.
    memo: Mutex<HighlightCache>,
    /// Where the changes since the last patch begin, or `None`.
    changed_from: Option<BlockPath>,
    /// Whether the tail is not drawn, because nobody reads it before the end.
    is_silent: bool,
    /// Bytes parsed so far, for tests that count work.
    #[cfg(test)]
    parsed: std::cell::Cell<usize>,
}

impl LiveDocument {
    /// Creates an empty document.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a document that nobody reads before it is finished.
    pub(crate) fn silent() -> Self {
        Self {
            is_silent: true,
            ..Self::default()
        }
    }

    /// Returns the current blocks: sealed ones, then the tail with its unfinished syntax closed.
    pub fn parts(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns the current blocks, each as one string. Costs their whole length after every change; a reader that
    /// follows a document uses [`LiveDocument::parts`].
    pub fn blocks(&self) -> &[String] {
        self.joined
            .get_or_init(|| self.blocks.iter().map(Block::html).collect())
    }

    /// Returns the blocks and consumes the document.
    pub(crate) fn into_parts(self) -> Vec<Block> {
        self.blocks
    }

    /// Returns the blocks, each as one string, and consumes the document.
    pub fn into_blocks(self) -> Vec<String> {
        self.blocks.iter().map(Block::html).collect()
    }

    /// Appends text, which may be split between any two characters.
    pub fn push(&mut self, text: &str) -> Patch {
        let text = self.newlines.normalize(text);
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

    /// Ends the document: writes the tail as it is and resolves late definitions. Afterwards [`LiveDocument::blocks`]
    /// equals [`crate::render`] of the whole text.
    pub fn finish(&mut self) -> Patch {
        if !self.partial.is_empty() {
            self.partial.push('\n');
            self.end_line();
        }
        if let Some(fence) = self.fence.take() {
            let lines = &mut self.blocks[self.sealed].parts;
            let keep = lines.len().saturating_sub(1);
            self.spent = fence.finish(lines);
            self.mark_changed(self.sealed, Some(keep));
            self.sealed += 1;
        }
        self.seal_blocks(true);
        self.rewrite_references();
        self.end_document_at(self.sealed, &[], &self.notes.order.clone());
        self.take_patch()
    }

    // ---- reading text ----

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
        let line = self.guard.guard_line(&line);
        self.tail.push_str(&line);
        // Finding the fence costs a parse of the tail, so this happens only after the tail has grown enough.
        if self.tail.len() - self.searched > self.searched / 8 && Fence::open(&line, 0).is_some() {
            self.seal_blocks(false);
        }
    }

    /// Feeds the tail from now on if it is a code fence at top level.
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
        self.put_block(self.sealed, block);
        self.end_document_at(self.sealed + 1, &[], &self.notes.order.clone());
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
        // The last line may grow, be highlighted, or get its newline.
        let keep = lines.len().saturating_sub(1);
        let size = |lines: &[String]| (lines.len(), lines.last().map(String::len));
        let before = size(lines);
        let rest = fence.feed(text, lines);
        let (has_grown, spent) = (size(lines) != before, fence.spent());
        if has_grown {
            self.mark_changed(self.sealed, Some(keep));
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
