//! A document that is still being written: text in, changed blocks out.
//!
//! Only the open tail is parsed again. A block is sealed once a whole line has come that begins another; an unindented
//! code fence is not even parsed again but fed (see [`crate::fence`]). Sealed blocks change once at most, when the
//! document is finished and a definition had come after a reference to it (see [`crate::reference`]).
//!
//! Cost: a push parses the tail, that is the last block. Once that is longer than [`SMALL_TAIL`] it is drawn only after
//! a share of it has been added, so the work for a block of any length stays a small multiple of its length.

use std::sync::OnceLock;

use crate::block::Block;
use crate::code;
use crate::fence::Fence;
use crate::intake::{Guard, Newlines};
use crate::notes::{Note, Notes, Order};
use crate::patch::{Patch, Place};
use crate::reference::{BUDGET, References};
use crate::repair::repair;
use crate::split::split;
use crate::writer::{Reading, Written, write};

/// A tail up to this many bytes is drawn with every push.
const SMALL_TAIL: usize = 16 * 1024;
/// A tail up to this many bytes is drawn whenever 1/256 of it is new; a longer one, 1/16.
const LARGE_TAIL: usize = 64 * 1024;

/// A sealed block that holds something in brackets, kept to be written again if its definition comes late.
#[derive(Debug)]
struct Revisit {
    block: usize,
    source: String,
    /// How many labels were defined when it was written.
    known: usize,
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
    /// The open fence whose block stands at `sealed`; then `tail` and `partial` are empty.
    fence: Option<Fence>,
    revisits: Vec<Revisit>,
    /// Bytes of addresses that references copied into sealed blocks.
    copied: usize,
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
            fence.finish(lines);
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
        if self.tail.len() - self.searched > self.searched / 8
            && let Some(fence) = Fence::open(&line)
        {
            self.settle(false);
            if self.tail.len() == line.len() {
                self.enter_fence(fence);
            }
        }
    }

    fn enter_fence(&mut self, fence: Fence) {
        let mut blocks = self.write(&self.tail, false).blocks;
        let Some(block) = blocks
            .pop()
            .filter(|block| blocks.is_empty() && block.shell.ends_with(code::CLOSE))
        else {
            return;
        };
        self.put(self.sealed, block);
        self.end_at(self.sealed + 1, &[], &self.notes.order.clone());
        self.guard.leave_fence();
        self.tail.clear();
        self.searched = 0;
        self.fence = Some(fence);
    }

    fn feed_fence<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(fence) = &mut self.fence else { return text };
        let lines = &mut self.blocks[self.sealed].parts;
        // The last line may grow, get its colours, or its newline.
        let keep = lines.len().saturating_sub(1);
        let size = |lines: &[String]| (lines.len(), lines.last().map(String::len));
        let before = size(lines);
        let rest = fence.feed(text, lines);
        if size(lines) != before {
            self.touch(self.sealed, Some(keep));
        }
        if rest.is_some() {
            self.fence = None;
            self.sealed += 1;
        }
        rest.unwrap_or_default()
    }

    // ---- sealing ----

    /// Seals the blocks of the tail that are final: all but the last, or all.
    fn settle(&mut self, all: bool) {
        #[cfg(test)]
        self.parsed.set(self.parsed.get() + self.tail.len());
        let split = split(&self.tail);
        let end = if all {
            self.tail.len()
        } else {
            split.cuts.last().copied().unwrap_or(0)
        };
        for definition in split.definitions {
            if definition.at < end {
                self.references.define(definition.label, definition.address);
            }
        }
        let tail = std::mem::take(&mut self.tail);
        let mut start = 0;
        for cut in split.cuts.into_iter().chain(all.then_some(end)) {
            self.seal(&tail[start..cut]);
            start = cut;
        }
        self.tail = tail;
        self.tail.drain(..end);
        self.searched = self.tail.len();
    }

    fn seal(&mut self, source: &str) {
        let written = self.write(source, false);
        self.copied += written.copied;
        if written.has_references && !(written.blocks.is_empty() && written.notes.is_empty()) {
            self.revisits.push(Revisit {
                block: self.sealed,
                source: source.to_owned(),
                known: self.references.len(),
            });
        }
        self.take_notes(written.order, written.notes, self.revisits.len());
        for block in written.blocks {
            self.put(self.sealed, block);
            self.sealed += 1;
        }
    }

    /// Writes again, in order, what could read differently now that every definition is known.
    fn settle_references(&mut self) {
        let known = self.references.len();
        let is_known = self.revisits.iter().all(|revisit| revisit.known == known);
        if self.copied <= BUDGET && is_known && !self.notes.any() {
            return;
        }
        self.copied = 0;
        self.notes.complete();
        for (piece, revisit) in std::mem::take(&mut self.revisits).into_iter().enumerate() {
            let written = self.write(&revisit.source, false);
            self.copied += written.copied;
            self.take_notes(written.order, written.notes, piece + 1);
            for (offset, block) in written.blocks.into_iter().enumerate() {
                self.put(revisit.block + offset, block);
            }
        }
    }

    /// Keeps the notes a piece defines. A piece that has any is kept for another visit: its number is its place there,
    /// from 1.
    fn take_notes(&mut self, order: Order, notes: Vec<Note>, piece: usize) {
        self.notes.order = order;
        for note in notes {
            self.notes.define(Note { piece, ..note });
        }
    }

    // ---- drawing ----

    fn is_drawing_due(&self) -> bool {
        let length = self.tail.len() + self.partial.len();
        let share = if length <= LARGE_TAIL { 256 } else { 16 };
        length <= SMALL_TAIL || self.undrawn >= length / share
    }

    fn draw(&mut self) {
        if self.tail.len() != self.searched {
            self.settle(false);
        }
        let last = self.guard.clone().pass(&self.partial).into_owned();
        let source = repair(format!("{}{last}", self.tail));
        let written = self.write(&source, true);
        let end = self.sealed + written.blocks.len();
        for (offset, block) in written.blocks.into_iter().enumerate() {
            self.put(self.sealed + offset, block);
        }
        self.end_at(end, &written.notes, &written.order);
        self.undrawn = 0;
    }

    /// The text ends with block `end`: nothing follows but the notes.
    fn end_at(&mut self, end: usize, open: &[Note], order: &Order) {
        let notes = self.notes.block(open, order);
        let end = end + usize::from(notes.is_some());
        if let Some(notes) = notes {
            self.put(end - 1, notes);
        }
        self.cut_to(end);
    }

    fn write(&self, source: &str, growing: bool) -> Written {
        #[cfg(test)]
        self.parsed.set(self.parsed.get() + source.len());
        let budget = BUDGET.saturating_sub(self.copied);
        write(
            source,
            Reading {
                references: &self.references,
                notes: &self.notes,
                order: &self.notes.order,
                budget,
                growing,
            },
        )
    }

    // ---- what changed ----

    fn put(&mut self, index: usize, block: Block) {
        let place = match self.blocks.get(index) {
            Some(old) if *old == block => return,
            Some(old) if old.shell == block.shell => {
                let same = old.parts.iter().zip(&block.parts).take_while(|(old, new)| old == new);
                Some(same.count())
            }
            _ => None,
        };
        match self.blocks.get_mut(index) {
            Some(old) => *old = block,
            None => self.blocks.push(block),
        }
        self.touch(index, place);
    }

    fn cut_to(&mut self, length: usize) {
        if self.blocks.len() > length {
            self.blocks.truncate(length);
            self.touch(length, None);
        }
    }

    /// Block `index` differs from part `parts` on, or altogether.
    fn touch(&mut self, index: usize, parts: Option<usize>) {
        let place = Place { block: index, parts };
        self.changed_from = Some(self.changed_from.map_or(place, |from| from.min(place)));
    }

    fn take_patch(&mut self) -> Patch {
        let from = self.changed_from.take();
        if from.is_some() {
            self.joined.take();
        }
        Patch::from(from, self.blocks.len())
    }
}

#[cfg(test)]
mod tests;
