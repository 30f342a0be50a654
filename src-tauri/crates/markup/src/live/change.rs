//! What changed: blocks put in place, and the place where the difference begins.

use super::LiveDocument;
use crate::block::Block;
use crate::patch::{Patch, Place};

impl LiveDocument {
    pub(super) fn put(&mut self, index: usize, block: Block) {
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

    pub(super) fn cut_to(&mut self, length: usize) {
        if self.blocks.len() > length {
            self.blocks.truncate(length);
            self.touch(length, None);
        }
    }

    /// Block `index` differs from part `parts` on, or altogether.
    pub(super) fn touch(&mut self, index: usize, parts: Option<usize>) {
        let place = Place { block: index, parts };
        self.changed_from = Some(self.changed_from.map_or(place, |from| from.min(place)));
    }

    pub(super) fn take_patch(&mut self) -> Patch {
        let from = self.changed_from.take();
        if from.is_some() {
            self.joined.take();
        }
        Patch::from(from, self.blocks.len())
    }
}
