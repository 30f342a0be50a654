//! Block elements and emphasis.

use std::sync::PoisonError;

use pulldown_cmark::CodeBlockKind;

use super::{Open, Writer};
use crate::block::Block;
use crate::code;

/// Deepest nesting of lists and quotes that is written; deeper ones become text.
const MAX_CONTAINERS: usize = 32;
/// Deepest nesting of emphasis that is written.
const MAX_EMPHASIS: usize = 16;

impl Writer<'_> {
    pub(super) fn block(&mut self, start: &str, end: &'static str) {
        self.new_line();
        self.append_note_text(" ");
        self.out.push_str(start);
        self.open.push(Open::Block(end));
    }

    pub(super) fn end_block(&mut self, end: &str) {
        self.out.push_str(end);
        if !self.open.is_empty() {
            self.new_line();
        }
    }

    /// Separates the text of adjacent blocks for readers without layout. Between the tags of a list there must be no
    /// white space: `WebKitGTK` 2.50 crashes when assistive technology asks for the attributes of such text.
    pub(super) fn new_line(&mut self) {
        let is_blank = self.out.ends_with('>') && self.is_in_list();
        if !self.out.is_empty() && !self.out.ends_with('\n') && !is_blank {
            self.out.push('\n');
        }
    }

    /// Returns whether the next output is directly in a list, an item or a footnote, which becomes an item.
    fn is_in_list(&self) -> bool {
        match self.open.last() {
            Some(Open::Block(end) | Open::Container(Some(end))) => matches!(*end, "</li>" | "</ul>" | "</ol>"),
            Some(Open::BareItem | Open::Container(None) | Open::Note { .. }) => true,
            _ => false,
        }
    }

    pub(super) fn heading(&mut self, level: usize) {
        // The page's own headings rank above those of an answer.
        let (name, end) = [("h3", "</h3>"), ("h4", "</h4>"), ("h5", "</h5>"), ("h6", "</h6>")][(level - 1).min(3)];
        self.block(&format!("<{name} data-level=\"{level}\" dir=\"auto\">"), end);
    }

    /// Ends a start tag, and marks it as the slot if the parts of a top-level block follow.
    pub(super) fn open_slot(&mut self) {
        if self.open.len() == 1 {
            self.out.push_str(" data-slot>");
            let shell = std::mem::take(&mut self.out);
            self.block = Some(Block {
                shell,
                parts: Vec::new(),
            });
        } else {
            self.out.push('>');
        }
    }

    /// Ends an element, which is a part if it is directly in the slot.
    pub(super) fn end_part(&mut self) {
        if let Some(block) = self.block.as_mut().filter(|_| self.open.len() == 1) {
            block.parts.push(std::mem::take(&mut self.out));
        }
    }

    pub(super) fn list(&mut self, first: Option<u64>) {
        let (start, end) = match first {
            None => ("<ul dir=\"auto\"".to_owned(), "</ul>"),
            Some(1) => ("<ol dir=\"auto\"".to_owned(), "</ol>"),
            Some(first) => (format!("<ol dir=\"auto\" start=\"{first}\""), "</ol>"),
        };
        self.container(&start, end);
        if self.containers <= MAX_CONTAINERS {
            self.open_slot();
        }
    }

    pub(super) fn container(&mut self, start: &str, end: &'static str) {
        self.containers += 1;
        let is_written = self.containers <= MAX_CONTAINERS;
        if is_written {
            self.new_line();
            self.out.push_str(start);
        }
        self.open.push(Open::Container(is_written.then_some(end)));
    }

    /// Ends an item or its paragraph with a line break, to separate it from the next.
    pub(super) fn end_line_of_item(&mut self) {
        if self.is_in_list() && !self.out.ends_with(['>', '\n']) {
            self.out.push('\n');
        }
    }

    pub(super) fn item(&mut self) {
        if matches!(self.open.last(), Some(Open::Container(None))) {
            self.new_line();
            self.open.push(Open::BareItem);
        } else {
            self.block("<li dir=\"auto\">", "</li>");
        }
    }

    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        self.open.push(Open::Code {
            info: info.to_string(),
            code: String::new(),
        });
    }

    pub(super) fn end_code(&mut self, info: &str, code: &str) {
        let (lines, spent) = match self.reading.memo {
            Some(memo) => memo
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .lines(info, code, self.spent),
            None => code::lines(info, code, self.spent),
        };
        self.spent = spent;
        if self.open.is_empty() {
            self.block = Some(Block {
                shell: code::shell(info, " data-slot"),
                parts: lines,
            });
            return;
        }
        self.new_line();
        let shell = code::shell(info, "");
        self.out.push_str(shell.strip_suffix(code::CLOSE).unwrap_or(&shell));
        self.out.extend(lines);
        self.end_block(code::CLOSE);
    }

    pub(super) fn end_raw(&mut self) {
        let kept = self.out.trim_end_matches('\n').len();
        self.out.truncate(kept);
        self.end_block("</p>");
    }

    pub(super) fn emphasis(&mut self, start: &str, end: &'static str) {
        self.emphasis += 1;
        let is_written = self.emphasis <= MAX_EMPHASIS && self.images == 0;
        if is_written {
            self.out.push_str(start);
        }
        self.open.push(Open::Emphasis(is_written.then_some(end)));
    }
}
