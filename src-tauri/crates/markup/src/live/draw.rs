//! Draws the open end of the document with its unfinished syntax closed.

use std::borrow::Cow;

use super::LiveDocument;
use super::growth::{Growth, Kind, PARAGRAPH, sentence_end, wrap_part};
use crate::block::Block;
use crate::notes::{Note, Order};
use crate::reference::BUDGET;
use crate::repair::repair;
use crate::writer::{Reading, Written, write};

/// An open end of up to this many bytes is drawn with every push.
const SMALL: usize = 16 * 1024;
/// Up to this many bytes it is drawn whenever 1/256 of it is new, beyond that 1/16. So the work for one item or quote
/// of any length is a small multiple of its length.
const LARGE: usize = 64 * 1024;
/// How often growth may be wrong about a tail before it is no longer tried. Each time costs a parse of the tail; a list
/// that becomes loose is one such time.
const MAX_WRONG: usize = 4;
/// Shortest part of a long paragraph, in bytes.
const MIN_PART: usize = 320;

impl LiveDocument {
    pub(super) fn is_drawing_due(&self) -> bool {
        let done = self.growth.as_ref().map_or(0, |growth| growth.at);
        let length = (self.tail.len() + self.partial.len()).saturating_sub(done);
        let share = if length <= LARGE { 256 } else { 16 };
        length <= SMALL || self.undrawn >= length / share
    }

    pub(super) fn draw(&mut self) {
        if self.tail.len() != self.searched && !self.advance() {
            self.seal_blocks(false);
        }
        self.undrawn = 0;
        if self.fence.is_some() || self.draw_growth() {
            return;
        }
        let source = repair(self.open_text(0));
        let written = self.write(&source, true);
        if self.growth.is_none() && self.wrong < MAX_WRONG {
            self.growth = Growth::find(&written, &self.tail, &self.partial);
        }
        self.put_all(written, 0);
    }

    /// Returns the open text from byte `at` of tail and line, as it goes to the parser.
    fn open_text(&self, at: usize) -> String {
        if at > self.tail.len() {
            return self.partial.get(at - self.tail.len()..).unwrap_or_default().to_owned();
        }
        let line: Cow<'_, str> = self.guard.clone().guard_line(&self.partial);
        [self.tail.get(at..).unwrap_or_default(), &line].concat()
    }

    /// Draws the blocks from `from` on in place of the tail. Only the footnotes follow.
    fn put_all(&mut self, written: Written, from: usize) {
        let end = self.sealed + written.blocks.len();
        for (offset, block) in written.blocks.into_iter().enumerate().skip(from) {
            self.put_block(self.sealed + offset, block);
        }
        self.end_document_at(end, &written.notes, &written.order);
    }

    // ---- growing ----

    /// Draws the parts that complete lines have made final. Returns false if the lines don't simply continue the block,
    /// or it doesn't grow.
    fn advance(&mut self) -> bool {
        let Some(mut growth) = self.growth.take() else {
            return false;
        };
        let source = growth.source(self.tail.get(growth.at..).unwrap_or_default());
        let mut written = self.write_after(&source, false, &growth.order);
        let Some((bytes, parts)) = growth.final_parts(&source, &written) else {
            // A list that became loose is searched once more and found to be still open.
            self.wrong += usize::from(written.blocks.len() == 1);
            return false;
        };
        if let Some(block) = written.blocks.pop().filter(|_| parts > 0) {
            let mut new = growth.parts_of(block);
            new.truncate(parts);
            self.put_parts(growth.parts, new);
            growth.at += bytes;
            growth.parts += parts;
            growth.order = written.order;
        }
        self.searched = self.tail.len();
        self.growth = Some(growth);
        true
    }

    /// Draws the open text after the final parts. Returns false if the whole tail must be drawn.
    fn draw_growth(&mut self) -> bool {
        let Some(mut growth) = self.growth.take() else {
            return false;
        };
        if growth.kind == Kind::Paragraph {
            self.end_sentences(&mut growth);
            if growth.parts == 0 {
                self.growth = Some(growth);
                return false;
            }
        }
        let source = repair(growth.source(&self.open_text(growth.at)));
        let mut written = self.write_after(&source, true, &growth.order);
        if !growth.is_in(&written) {
            self.wrong += 1;
            return false;
        }
        let open = std::mem::take(&mut written.blocks[0]);
        self.put_parts(growth.parts, growth.parts_of(open));
        self.put_all(written, 1);
        self.growth = Some(growth);
        true
    }

    /// Draws complete sentences of a long paragraph, as long as nothing in them reaches further.
    fn end_sentences(&mut self, growth: &mut Growth) {
        let length = (self.tail.len() + self.partial.len()).saturating_sub(growth.at);
        if length < growth.next_look {
            return;
        }
        growth.next_look *= 2;
        let open = self.open_text(growth.at);
        let mut done = 0;
        while open.len() - done > 2 * MIN_PART
            && let Some((end, next)) = sentence_end(&open[done..], MIN_PART)
        {
            let written = self.write_after(&open[done..done + end], false, &growth.order);
            let [block] = written.blocks.as_slice() else { break };
            if !(written.is_closed && block.shell.starts_with(PARAGRAPH)) {
                break;
            }
            if growth.parts == 0 {
                let shell = PARAGRAPH.replace('>', " data-slot></p>");
                self.put_block(
                    self.sealed,
                    Block {
                        shell,
                        parts: Vec::new(),
                    },
                );
            }
            self.put_parts(
                growth.parts,
                vec![wrap_part(&block.shell, &open[done + end..done + next])],
            );
            growth.order = written.order;
            growth.parts += 1;
            done += next;
        }
        growth.at += done;
        if done > 0 {
            growth.next_look = 3 * MIN_PART;
        }
    }

    /// Replaces the parts of the open block from part `keep` on.
    fn put_parts(&mut self, keep: usize, parts: Vec<String>) {
        let old = &mut self.blocks[self.sealed].parts;
        let same = old
            .iter()
            .skip(keep)
            .zip(&parts)
            .take_while(|(old, new)| old == new)
            .count();
        if keep + same == old.len() && same == parts.len() {
            return;
        }
        old.truncate(keep + same);
        old.extend(parts.into_iter().skip(same));
        self.mark_changed(self.sealed, Some(keep + same));
    }

    // ---- writing ----

    /// Ends the text with block `end`. Only the footnotes follow.
    pub(super) fn end_document_at(&mut self, end: usize, open: &[Note], order: &Order) {
        let notes = self.notes.block(open, order);
        let end = end + usize::from(notes.is_some());
        if let Some(notes) = notes {
            self.put_block(end - 1, notes);
        }
        self.truncate(end);
    }

    pub(super) fn write(&self, source: &str, growing: bool) -> Written {
        self.write_after(source, growing, &self.notes.order)
    }

    fn write_after(&self, source: &str, growing: bool, order: &Order) -> Written {
        #[cfg(test)]
        self.parsed.set(self.parsed.get() + source.len());
        let reading = Reading {
            references: &self.references,
            notes: &self.notes,
            order,
            budget: BUDGET.saturating_sub(self.copied),
            spent: self.spent,
            memo: (!self.is_silent).then_some(&self.memo),
            growing,
        };
        write(source, reading)
    }
}
