//! Parses an open code fence incrementally, at a cost that depends only on the added text.
//!
//! Used only where the result is certain: the fence is not indented and at top level. All other code blocks go through
//! the parser.

use crate::code::Lines;

/// An open code fence.
#[derive(Debug)]
pub(crate) struct Fence {
    marker: u8,
    length: usize,
    line: LineState,
    code: Lines,
}

/// Whether the current line may still be the closing fence.
#[derive(Debug)]
enum LineState {
    /// It may; its text is held back.
    Held(Held),
    /// It is code.
    Code,
}

#[derive(Debug, Default)]
struct Held {
    text: String,
    indent: usize,
    markers: usize,
    trailing: bool,
}

impl Held {
    /// Appends a character; returns false if the line can't be a closing fence.
    fn accept(&mut self, c: char, marker: u8, least: usize) -> bool {
        self.text.push(c);
        match c {
            ' ' if self.markers == 0 => {
                self.indent += 1;
                self.indent <= 3
            }
            ' ' | '\t' if self.markers >= least => {
                self.trailing = true;
                true
            }
            _ if c == char::from(marker) && !self.trailing => {
                self.markers += 1;
                true
            }
            _ => false,
        }
    }
}

impl Fence {
    /// Opens a fence if `line` certainly is one. `spent` is the cost of earlier highlighting.
    pub(crate) fn open(line: &str, spent: usize) -> Option<Self> {
        let marker @ (b'`' | b'~') = *line.as_bytes().first()? else {
            return None;
        };
        let length = line.bytes().take_while(|b| *b == marker).count();
        let is_fence = length >= 3 && !(marker == b'`' && line[length..].contains('`'));
        is_fence.then(|| Self {
            marker,
            length,
            line: LineState::Held(Held::default()),
            code: Lines::new(line[length..].trim(), spent),
        })
    }

    /// Appends lines of code. Returns the text after the fence once it is closed.
    pub(crate) fn feed<'a>(&mut self, text: &'a str, lines: &mut Vec<String>) -> Option<&'a str> {
        let mut rest = text;
        while !rest.is_empty() {
            let (line, ended, after) = match rest.split_once('\n') {
                Some((line, after)) => (line, true, after),
                None => (rest, false, ""),
            };
            self.add(line, lines);
            if ended && self.end_line(lines) {
                return Some(after);
            }
            rest = after;
        }
        None
    }

    /// Returns the total cost of highlighting.
    pub(crate) fn spent(&self) -> usize {
        self.code.spent()
    }

    /// Ends the text: releases what was held back and returns the total cost of highlighting.
    pub(crate) fn finish(mut self, lines: &mut Vec<String>) -> usize {
        if !matches!(&self.line, LineState::Held(held) if held.text.is_empty()) {
            self.end_line(lines);
        }
        self.spent()
    }

    fn add(&mut self, text: &str, lines: &mut Vec<String>) {
        let mut chars = text.char_indices();
        while let LineState::Held(held) = &mut self.line {
            let Some((_, c)) = chars.next() else { return };
            if !held.accept(c, self.marker, self.length) {
                self.release(lines);
            }
        }
        if !chars.as_str().is_empty() {
            self.code.push(chars.as_str(), lines);
        }
    }

    /// Ends a line; returns whether it was the closing fence.
    fn end_line(&mut self, lines: &mut Vec<String>) -> bool {
        if let LineState::Held(held) = &self.line {
            if held.markers >= self.length {
                return true;
            }
            self.release(lines);
        }
        self.code.end_line(lines);
        self.line = LineState::Held(Held::default());
        false
    }

    /// Writes the text that was held back.
    fn release(&mut self, lines: &mut Vec<String>) {
        if let LineState::Held(held) = std::mem::replace(&mut self.line, LineState::Code) {
            self.code.push(&held.text, lines);
        }
    }
}
