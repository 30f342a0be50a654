//! Footnotes of a whole document (`[^1]`).
//!
//! A definition stands anywhere and is shown at the end; the first of a label wins. Notes are numbered in the order in
//! which the text refers to them, those it never refers to come last. While an answer streams its definitions are mostly
//! missing, so a numeral in brackets counts as a reference until the document is finished and the truth is known.

use std::collections::HashMap;

use unicase::UniCase;

use crate::block::Block;

/// Longest label of a note that can be referred to, in bytes.
const MAX_LABEL: usize = 64;
/// How much of a note's text its references tell, in characters.
pub(crate) const MAX_TITLE: usize = 300;
/// Notes up to this many bytes are shown while the document grows, longer ones when it is finished.
const MAX_LIVE: usize = 16 * 1024;

/// A definition.
#[derive(Clone, Debug, Default)]
pub(crate) struct Note {
    /// What it is called.
    pub(crate) label: String,
    /// What it says, as HTML.
    pub(crate) html: String,
    /// The beginning of what it says, as text.
    pub(crate) text: String,
    /// Which piece of the document it stands in.
    pub(crate) piece: usize,
}

/// In which order notes are referred to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    numbers: HashMap<UniCase<String>, usize>,
}

impl Order {
    /// The number of a label, from 1; a new one gets the next.
    pub(crate) fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(UniCase::new(label.to_owned())).or_insert(next)
    }

    fn get(&self, label: &str) -> Option<usize> {
        self.numbers.get(&UniCase::new(label.to_owned())).copied()
    }
}

/// Notes so far.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    defined: Vec<Note>,
    by_label: HashMap<UniCase<String>, usize>,
    /// References so far.
    pub(crate) order: Order,
    /// All definitions have come: what has none is no reference.
    complete: bool,
}

impl Notes {
    /// Whether any reference or definition has come.
    pub(crate) fn any(&self) -> bool {
        !self.defined.is_empty() || !self.order.numbers.is_empty()
    }

    /// All definitions have come; numbering begins anew.
    pub(crate) fn complete(&mut self) {
        self.complete = true;
        self.order = Order::default();
    }

    /// Adds a definition unless the label has one; takes a newer reading of the one it has.
    pub(crate) fn define(&mut self, note: Note) {
        let next = self.defined.len();
        let index = *self.by_label.entry(UniCase::new(note.label.clone())).or_insert(next);
        match self.defined.get_mut(index) {
            None => self.defined.push(note),
            Some(old) if old.piece == note.piece => *old = note,
            Some(_) => {}
        }
    }

    /// What a label's note says, if it is defined.
    pub(crate) fn text(&self, label: &str) -> Option<&str> {
        let index = *self.by_label.get(&UniCase::new(label.to_owned()))?;
        self.defined.get(index).map(|note| note.text.as_str())
    }

    /// Labels in `source` that are references as far as is known, each once.
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

    /// The notes as the document's last block, with those in `open` that are still being written, numbered by `order`.
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

/// Text that makes the parser take `labels` as references: a definition of each, and a rule to end the last. Nothing of
/// it is written.
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
