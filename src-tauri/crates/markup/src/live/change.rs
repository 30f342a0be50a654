//! Tracks changes: replaces blocks and records where the difference begins.

use super::LiveDocument;
use crate::block::Block;
use crate::patch::{BlockPath, Patch};

impl LiveDocument {
    pub(super) fn put_block(&mut self, index: usize, block: Block) {
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
        self.mark_changed(index, place);
    }

    pub(super) fn truncate(&mut self, length: usize) {
        if self.blocks.len() > length {
            self.blocks.truncate(length);
            self.mark_changed(length, None);
        }
    }

    /// Marks block `index` as changed from part `parts` on, or as a whole.
    pub(super) fn mark_changed(&mut self, index: usize, parts: Option<usize>) {
        let path = BlockPath { block: index, parts };
        self.changed_from = Some(self.changed_from.map_or(path, |from| from.min(path)));
    }

    pub(super) fn take_patch(&mut self) -> Patch {
        let from = self.changed_from.take();
        if from.is_some() {
            self.joined.take();
        }
        Patch::from_path(from, self.blocks.len())
    }
}
