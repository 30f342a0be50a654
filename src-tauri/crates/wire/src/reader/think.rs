//! Separates inline `<think>…</think>` from answer text (quirk 31).
//!
//! An opening tag counts only at the start of a line and outside code, because models open with it; elsewhere it is
//! part of the answer. A closing tag without an opening one comes from templates that open it in the prompt, and is
//! dropped.

use super::code::CodeTracker;
use crate::chunk::Piece;

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";
/// Spellings of an empty thinking block.
const EMPTY: [&str; 2] = ["<think/>", "<think />"];

/// Most leading white space that is held until it is known what follows.
const HELD_BLANK: usize = 256;

/// Separates reasoning from answer text incrementally. Text that may be part of a tag is held until more arrives.
#[derive(Debug, Default)]
pub(super) struct ThinkSplitter {
    reasoning: bool,
    /// Held text: part of a tag, or white space before the first tag.
    held: String,
    /// Whether answer text has been emitted.
    begun: bool,
    /// Whether a tag was opened here, so that a stray closing tag is text.
    opened: bool,
    code: CodeTracker,
}

/// What begins with a `<`.
enum Tag {
    Opens(usize),
    Closes(usize),
    Empty(usize),
    /// Not enough text to decide.
    Maybe,
    No,
}

impl ThinkSplitter {
    /// Appends the pieces of `text`; none is empty.
    pub(super) fn push(&mut self, text: &str, pieces: &mut Vec<Piece>) {
        let mut buffer = std::mem::take(&mut self.held);
        buffer.push_str(text);
        let mut rest = buffer.as_str();
        while !rest.is_empty() {
            let taken = if self.reasoning {
                self.reasoning_part(rest, pieces)
            } else {
                self.text_part(rest, pieces)
            };
            if taken == 0 {
                rest.clone_into(&mut self.held);
                return;
            }
            rest = &rest[taken..];
        }
    }

    /// Ends the text and releases what was held.
    pub(super) fn finish(&mut self, pieces: &mut Vec<Piece>) {
        let held = std::mem::take(&mut self.held);
        let blank = !self.begun && held.trim_start().is_empty();
        if held.is_empty() || (blank && self.opened && !self.reasoning) {
            return;
        }
        pieces.push(if self.reasoning {
            Piece::Reasoning(held)
        } else {
            Piece::Text(held)
        });
    }

    /// Consumes reasoning up to the closing tag. Returns the number of bytes consumed, 0 if more text is needed.
    fn reasoning_part(&mut self, rest: &str, pieces: &mut Vec<Piece>) -> usize {
        let (end, taken) = if let Some(at) = rest.find(CLOSE) {
            self.reasoning = false;
            (at, at + CLOSE.len())
        } else {
            let end = rest.len() - half_tag_at_end(rest);
            (end, end)
        };
        if end > 0 {
            pieces.push(Piece::Reasoning(rest[..end].to_owned()));
        }
        taken
    }

    /// Consumes answer text up to the next tag. Returns the number of bytes consumed, 0 if more text is needed.
    fn text_part(&mut self, rest: &str, pieces: &mut Vec<Piece>) -> usize {
        let blank = rest.len() - rest.trim_start().len();
        if !self.begun && blank <= HELD_BLANK {
            if blank == rest.len() {
                return 0;
            }
            if let tag @ (Tag::Maybe | Tag::Opens(_) | Tag::Closes(_) | Tag::Empty(_)) = self.tag(&rest[blank..]) {
                // White space before and between thinking blocks is not part of the answer.
                return self.step_over(&tag).map_or(0, |length| blank + length);
            }
            if let Some(newline) = rest[..blank].rfind('\n').filter(|_| self.opened) {
                return newline + 1;
            }
        }
        let end = self.plain_length(rest);
        if end > 0 {
            self.begun = true;
            pieces.push(Piece::Text(rest[..end].to_owned()));
            return end;
        }
        let tag = self.tag(rest);
        self.step_over(&tag).unwrap_or(0)
    }

    /// Enters the state after `tag` and returns its length; `None` if it is not known yet.
    fn step_over(&mut self, tag: &Tag) -> Option<usize> {
        match *tag {
            Tag::Opens(length) => {
                (self.reasoning, self.opened) = (true, true);
                Some(length)
            }
            Tag::Closes(length) | Tag::Empty(length) => {
                self.opened = true;
                Some(length)
            }
            Tag::Maybe | Tag::No => None,
        }
    }

    /// Returns how many bytes are certainly text. The code tracker has then advanced by exactly those.
    fn plain_length(&mut self, rest: &str) -> usize {
        for (at, byte) in rest.bytes().enumerate() {
            if byte == b'<' && !matches!(self.tag(&rest[at..]), Tag::No) {
                return at;
            }
            self.code.advance(byte);
        }
        rest.len()
    }

    /// Returns the kind of tag at the start of `rest`.
    fn tag(&self, rest: &str) -> Tag {
        if self.code.in_code() {
            return Tag::No;
        }
        let line_start = self.code.at_line_start();
        if line_start && rest.starts_with(OPEN) {
            return Tag::Opens(OPEN.len());
        }
        if let Some(empty) = EMPTY.iter().find(|tag| line_start && rest.starts_with(**tag)) {
            return Tag::Empty(empty.len());
        }
        if !self.opened && rest.starts_with(CLOSE) {
            return Tag::Closes(CLOSE.len());
        }
        let half = |tag: &str| tag.len() > rest.len() && tag.starts_with(rest);
        let maybe = (line_start && (half(OPEN) || EMPTY.iter().any(|tag| half(tag)))) || (!self.opened && half(CLOSE));
        if maybe { Tag::Maybe } else { Tag::No }
    }
}

/// Returns how many bytes at the end of `text` may begin a closing tag.
fn half_tag_at_end(text: &str) -> usize {
    (1..CLOSE.len())
        .rev()
        .find(|&length| text.ends_with(&CLOSE[..length]))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests;
