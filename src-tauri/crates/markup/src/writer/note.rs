//! Writes footnotes: references in place, definitions taken out of the text.

use std::fmt::Write as _;

use super::{Open, Writer};
use crate::escape::push_text;
use crate::notes::{MAX_TITLE, Note};

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        if self.images > 0 {
            return;
        }
        let number = self.order.number(label);
        self.out.push_str("<sup class=\"note-ref\"");
        if let Some(text) = self.reading.notes.text(label).filter(|text| !text.is_empty()) {
            // As with URLs, many short references must not repeat a long footnote endlessly.
            self.copied += text.len();
            if self.copied <= self.reading.budget {
                self.out.push_str(" title=\"");
                push_text(&mut self.out, text);
                self.out.push('"');
            }
        }
        let _ = write!(self.out, ">{number}</sup>");
    }

    pub(super) fn open_note(&mut self, label: &str) {
        let outer = std::mem::take(&mut self.out);
        self.open.push(Open::Note {
            label: label.to_owned(),
            outer,
            block: self.block.take(),
            text: String::new(),
        });
    }

    pub(super) fn end_note(&mut self, label: String, outer: String, text: &str) {
        self.new_line();
        let html = std::mem::replace(&mut self.out, outer);
        self.notes.push(Note {
            label,
            html,
            text: text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .chars()
                .take(MAX_TITLE)
                .collect(),
            piece: 0,
        });
    }

    /// Appends to the beginning of a footnote's text.
    pub(super) fn append_note_text(&mut self, words: &str) {
        let note = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Note { text, .. } => Some(text),
            _ => None,
        });
        if let Some(text) = note.filter(|text| text.len() < 4 * MAX_TITLE) {
            text.extend(words.chars().take(MAX_TITLE));
        }
    }
}
