//! Footnotes of a document (`[^1]`).
//!
//! Definitions may be anywhere and are shown at the end; the first one of a label wins. Footnotes are numbered in the
//! order of their references; unreferenced ones come last. While an answer streams, most definitions are missing, so a
//! number in brackets counts as a reference until the document is finished.

use std::collections::HashMap;

use unicase::UniCase;

use crate::block::Block;

/// Longest label of a footnote that can be referenced, in bytes.
const MAX_LABEL: usize = 64;
/// Most characters of a footnote that its references quote.
pub(crate) const MAX_TITLE: usize = 300;
/// Longest footnotes that are shown while the document grows, in bytes; longer ones appear when it is finished.
const MAX_LIVE: usize = 16 * 1024;

/// A footnote definition.
#[derive(Clone, Debug, Default)]
pub(crate) struct Note {
    /// Its label.
    pub(crate) label: String,
    /// Its content as HTML.
    pub(crate) html: String,
    /// The beginning of its content as text.
    pub(crate) text: String,
    /// The piece of the document that contains it.
    pub(crate) piece: usize,
}

/// The order in which footnotes are referenced.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    numbers: HashMap<UniCase<String>, usize>,
}

impl Order {
    /// Returns the number of a label, from 1; a new label gets the next one.
    pub(crate) fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(UniCase::new(label.to_owned())).or_insert(next)
    }

    fn get(&self, label: &str) -> Option<usize> {
        self.numbers.get(&UniCase::new(label.to_owned())).copied()
    }
}

/// The footnotes so far.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    defined: Vec<Note>,
    by_label: HashMap<UniCase<String>, usize>,
    /// References so far.
    pub(crate) order: Order,
    /// Whether all definitions are known, so that a label without one is not a reference.
    complete: bool,
}

impl Notes {
    /// Returns whether there is any reference or definition.
    pub(crate) fn any(&self) -> bool {
        !self.defined.is_empty() || !self.order.numbers.is_empty()
    }

    /// Marks all definitions as known and restarts numbering.
    pub(crate) fn complete(&mut self) {
        self.complete = true;
        self.order = Order::default();
    }

    /// Adds a definition unless the label has one, or updates the one from the same piece.
    pub(crate) fn define(&mut self, note: Note) {
        let next = self.defined.len();
        let index = *self.by_label.entry(UniCase::new(note.label.clone())).or_insert(next);
        match self.defined.get_mut(index) {
            None => self.defined.push(note),
            Some(old) if old.piece == note.piece => *old = note,
            Some(_) => {}
        }
    }

    /// Returns the text of the label's footnote, if it is defined.
    pub(crate) fn text(&self, label: &str) -> Option<&str> {
        let index = *self.by_label.get(&UniCase::new(label.to_owned()))?;
        self.defined.get(index).map(|note| note.text.as_str())
    }

    /// Returns the labels in `source` that are references as far as is known, each once.
    pub(crate) fn labels<'s>(&self, source: &'s str) -> Vec<&'s str> {
        let mut labels = Vec::new();
        for (at, _) in source.match_indices("[^") {
            let rest = &source.as_bytes()[at + 2..];
            let length = rest.iter().take(MAX_LABEL + 1).take_while(|b| is_in_label(**b)).count();
            if length == 0 || length > MAX_LABEL || rest.get(length) != Some(&b']') {
                continue;
            }
            let label = &source[at + 2..at + 2 + length];
            let is_guess = !self.complete && label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit());
            if is_guess || self.text(label).is_some() {
                labels.push(label);
            }
        }
        labels.sort_unstable();
        labels.dedup();
        labels
    }

    /// Returns the footnotes as the document's last block, including unfinished ones in `open`, numbered by `order`.
    pub(crate) fn block(&self, open: &[Note], order: &Order) -> Option<Block> {
        let known = self.defined.iter();
        let new = open.iter().filter(|note| self.text(&note.label).is_none());
        let mut notes: Vec<(usize, &Note)> = known
            .chain(new)
            .map(|note| (order.get(&note.label).unwrap_or(usize::MAX), note))
            .collect();
        let size: usize = notes.iter().map(|(_, note)| note.html.len()).sum();
        if notes.is_empty() || (!self.complete && size > MAX_LIVE) {
            return None;
        }
        notes.sort_by_key(|(number, _)| *number);
        let mut last = 0;
        let parts = notes.into_iter().map(|(number, note)| {
            let expected = last + 1;
            last = if number == usize::MAX { expected } else { number };
            let value = if last == expected {
                String::new()
            } else {
                format!(" value=\"{last}\"")
            };
            format!("<li dir=\"auto\"{value}>{}</li>", note.html.trim_end())
        });
        Some(Block {
            parts: parts.collect(),
            shell: "<section class=\"notes\" dir=\"auto\" role=\"note\"><ol dir=\"auto\" data-slot></ol></section>"
                .to_owned(),
        })
    }
}

fn is_in_label(byte: u8) -> bool {
    byte > b' ' && byte != 0x7f && !b"[]\\|`<".contains(&byte)
}

/// Returns text that makes the parser recognise `labels` as references: a definition for each, and a rule to end the
/// last one. It is not written.
pub(crate) fn preamble(labels: &[&str]) -> String {
    let mut text = String::new();
    for label in labels {
        text.push_str("[^");
        text.push_str(label);
        text.push_str("]: x\n");
    }
    if !text.is_empty() {
        text.push_str("\n---\n");
    }
    text
}
