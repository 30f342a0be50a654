//! Seals blocks: writes the final ones from their complete source.

use std::sync::PoisonError;

use super::{LiveDocument, Revisit};
use crate::notes::{Note, Order};
use crate::reference::BUDGET;
use crate::split::split;

impl LiveDocument {
    /// Seals the final blocks of the tail: all but the last one, or all.
    pub(super) fn seal_blocks(&mut self, all: bool) {
        self.growth = None;
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
        if end > 0 {
            self.wrong = 0;
            self.memo.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        }
        if !all {
            self.enter_fence();
        }
    }

    fn seal(&mut self, source: &str) {
        let written = self.write(source, false);
        self.copied += written.copied;
        if written.has_references && !(written.blocks.is_empty() && written.notes.is_empty()) {
            self.revisits.push(Revisit {
                block: self.sealed,
                source: source.to_owned(),
                known: self.references.len(),
                spent: self.spent,
            });
        }
        self.spent = written.spent;
        self.store_notes(written.order, written.notes, self.revisits.len());
        for block in written.blocks {
            self.put_block(self.sealed, block);
            self.sealed += 1;
        }
    }

    /// Writes again, in order, the blocks that may read differently now that all definitions are known.
    pub(super) fn rewrite_references(&mut self) {
        let known = self.references.len();
        let is_known = self.revisits.iter().all(|revisit| revisit.known == known);
        if self.copied <= BUDGET && is_known && !self.notes.any() {
            return;
        }
        self.copied = 0;
        self.notes.complete();
        for (piece, revisit) in std::mem::take(&mut self.revisits).into_iter().enumerate() {
            self.spent = revisit.spent;
            let written = self.write(&revisit.source, false);
            self.copied += written.copied;
            self.store_notes(written.order, written.notes, piece + 1);
            for (offset, block) in written.blocks.into_iter().enumerate() {
                self.put_block(revisit.block + offset, block);
            }
        }
    }

    /// Stores the footnotes that a piece defines. A piece with footnotes is kept for rewriting; its number is its
    /// position there, from 1.
    fn store_notes(&mut self, order: Order, notes: Vec<Note>, piece: usize) {
        self.notes.order = order;
        for note in notes {
            self.notes.define(Note { piece, ..note });
        }
    }
}
