//! A code fence that is still open, fed as text comes: its cost is that of the added text, whatever its length.
//!
//! Taken only where nothing can be in doubt: the fence stands unindented at top level. Every other code block goes
//! through the parser.

use crate::code::Lines;

/// An open fence.
#[derive(Debug)]
pub(crate) struct Fence {
    marker: u8,
    length: usize,
    line: Line,
    code: Lines,
}

/// How much of the line being written could still be the closing fence.
#[derive(Debug)]
enum Line {
    /// So far it could; held back until it is known.
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
    /// Takes the next character; false when the line cannot be a closing fence.
    fn take(&mut self, c: char, marker: u8, least: usize) -> bool {
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
    /// The fence `line` opens, if it surely does. `spent` is what highlighting has cost before.
    pub(crate) fn open(line: &str, spent: usize) -> Option<Self> {
        let marker @ (b'`' | b'~') = *line.as_bytes().first()? else {
            return None;
        };
        let length = line.bytes().take_while(|b| *b == marker).count();
        let is_fence = length >= 3 && !(marker == b'`' && line[length..].contains('`'));
        is_fence.then(|| Self {
            marker,
            length,
            line: Line::Held(Held::default()),
            code: Lines::new(line[length..].trim(), spent),
        })
    }

    /// Adds to the lines of the block. Returns what follows the fence once it has closed.
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

    /// What highlighting has cost by now.
    pub(crate) fn spent(&self) -> usize {
        self.code.spent()
    }

    /// The text has ended, and its last line with it: nothing stays held back. Returns what highlighting has cost.
    pub(crate) fn finish(mut self, lines: &mut Vec<String>) -> usize {
        if !matches!(&self.line, Line::Held(held) if held.text.is_empty()) {
            self.end_line(lines);
        }
        self.spent()
    }

    fn add(&mut self, text: &str, lines: &mut Vec<String>) {
        let mut chars = text.char_indices();
        while let Line::Held(held) = &mut self.line {
            let Some((_, c)) = chars.next() else { return };
            if !held.take(c, self.marker, self.length) {
                self.release(lines);
            }
        }
        if !chars.as_str().is_empty() {
            self.code.push(chars.as_str(), lines);
        }
    }

    /// Ends a line; true when it was the closing fence.
    fn end_line(&mut self, lines: &mut Vec<String>) -> bool {
        if let Line::Held(held) = &self.line {
            if held.markers >= self.length {
                return true;
            }
            self.release(lines);
        }
        self.code.end_line(lines);
        self.line = Line::Held(Held::default());
        false
    }

    /// Writes what was held back.
    fn release(&mut self, lines: &mut Vec<String>) {
        if let Line::Held(held) = std::mem::replace(&mut self.line, Line::Code) {
            self.code.push(&held.text, lines);
        }
    }
}
