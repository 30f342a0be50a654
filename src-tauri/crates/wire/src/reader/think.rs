//! Splits inline `<think>…</think>` out of answer text (quirk 31).
//!
//! An opening tag counts where a line begins (models open with it), never inside code; anywhere else it is what the
//! answer is about. A closing tag without an opening one comes from templates that open it in the prompt: it is dropped.

use super::code::CodeTracker;
use crate::chunk::Piece;

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";
/// An empty thought, in the spellings seen.
const EMPTY: [&str; 2] = ["<think/>", "<think />"];

/// White space at the start is held back until it is known what follows; more than this is text like any other.
const HELD_BLANK: usize = 256;

/// Takes text as it comes and tells reasoning from answer. What may be half a tag waits for the next text.
#[derive(Debug, Default)]
pub(super) struct ThinkSplitter {
    reasoning: bool,
    /// Text not yet told apart: half a tag, or the white space before a first tag.
    held: String,
    /// Answer text has been given out.
    begun: bool,
    /// A thought was opened here, so a stray closing tag is text.
    opened: bool,
    code: CodeTracker,
}

/// What stands at a `<`.
enum Tag {
    Opens(usize),
    Closes(usize),
    Empty(usize),
    /// Too little text to tell.
    Maybe,
    No,
}

impl ThinkSplitter {
    /// Appends what `text` adds to `pieces`; none of them is empty.
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

    /// The text is over: what was held is what it looks like.
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

    /// Takes reasoning up to the closing tag; how many bytes were dealt with, 0 when more text is needed.
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

    /// Takes answer text up to the next tag; how many bytes were dealt with, 0 when more text is needed.
    fn text_part(&mut self, rest: &str, pieces: &mut Vec<Piece>) -> usize {
        let blank = rest.len() - rest.trim_start().len();
        if !self.begun && blank <= HELD_BLANK {
            if blank == rest.len() {
                return 0;
            }
            if let tag @ (Tag::Maybe | Tag::Opens(_) | Tag::Closes(_) | Tag::Empty(_)) = self.tag(&rest[blank..]) {
                // White space before and between thoughts is no part of the answer.
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

    /// Enters what `tag` begins; its length, or `None` when it is not known yet.
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

    /// How many bytes of `rest` are text beyond doubt. The code tracker has seen exactly those afterwards.
    fn plain_length(&mut self, rest: &str) -> usize {
        for (at, byte) in rest.bytes().enumerate() {
            if byte == b'<' && !matches!(self.tag(&rest[at..]), Tag::No) {
                return at;
            }
            self.code.see(byte);
        }
        rest.len()
    }

    /// What the `<` at the start of `rest` is, here.
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

/// How many bytes at the end of `text` could begin a closing tag.
fn half_tag_at_end(text: &str) -> usize {
    (1..CLOSE.len())
        .rev()
        .find(|&length| text.ends_with(&CLOSE[..length]))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests;
