//! Takes pictures written into the text (`![alt](data:image/png;base64,…)`) out of it (quirk 46).
//!
//! They come in as many parts as the text, and may be megabytes long: each byte is looked at a fixed number of times.
//! In code they stay text, and so does everything that turns out to be no picture.

use super::code::CodeTracker;
use crate::{
    chunk::Piece,
    image::{MAX_BYTES, Picture, Shown},
};

/// The longest name of a picture, in bytes.
const MAX_ALT: usize = 400;
/// The longest kind in a data URL, as in `svg+xml`.
const MAX_KIND: usize = 40;
/// The longest picture as text: base64 takes four bytes for three, and some white space may stand in it.
const MAX_TEXT: usize = MAX_BYTES / 5 * 7;

/// Takes text as it comes and tells pictures from text. What may begin a picture waits for the next text.
#[derive(Debug, Default)]
pub(super) struct PictureSplitter {
    code: CodeTracker,
    /// A picture, or what may become one, from its `!` on.
    held: String,
    /// Where the name and the base64 of the held picture stand; `None` as long as it may be none.
    data: Option<Head>,
    /// The byte before was a backslash.
    escaped: bool,
}

/// How a picture begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Head {
    /// The end of its name, which begins after `![`.
    alt_end: usize,
    /// Where its base64 begins.
    payload: usize,
}

/// What stands at a `!`.
enum Start {
    Picture(Head),
    /// Too little text to tell.
    Maybe,
    No,
}

impl PictureSplitter {
    /// Appends what `text` adds to `pieces`; none of them is empty.
    pub(super) fn push(&mut self, text: &str, pieces: &mut Vec<Piece>) {
        let buffer;
        let mut rest = text;
        if self.data.is_none() && !self.held.is_empty() {
            buffer = std::mem::take(&mut self.held) + text;
            rest = &buffer;
        }
        while !rest.is_empty() {
            rest = match self.data {
                Some(head) => self.picture_part(head, rest, pieces),
                None => self.text_part(rest, pieces),
            };
        }
    }

    /// The text is over: what was held is what it looks like.
    pub(super) fn finish(&mut self, pieces: &mut Vec<Piece>) {
        self.give_back(pieces);
    }

    /// Bytes of a picture that has begun and is not whole yet.
    pub(super) fn waiting(&self) -> usize {
        self.data.map_or(0, |_| self.held.len())
    }

    /// Gives out text up to what may be a picture, which is held from then on; the rest of the text.
    fn text_part<'t>(&mut self, text: &'t str, pieces: &mut Vec<Piece>) -> &'t str {
        let (end, start) = self.plain_length(text);
        if end > 0 {
            pieces.push(Piece::Text(text[..end].to_owned()));
        }
        let rest = &text[end..];
        let taken = match start {
            Start::Picture(head) => {
                self.data = Some(head);
                head.payload
            }
            Start::Maybe | Start::No => rest.len(),
        };
        rest[..taken].clone_into(&mut self.held);
        &rest[taken..]
    }

    /// How many bytes are text beyond doubt, and what begins after them.
    fn plain_length(&mut self, text: &str) -> (usize, Start) {
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'!' && !self.escaped {
                let start = Start::of(&text[at..]);
                if !matches!(start, Start::No) && !self.code.in_code() {
                    return (at, start);
                }
            }
            self.see(byte);
        }
        (text.len(), Start::No)
    }

    fn see(&mut self, byte: u8) {
        self.escaped = byte == b'\\' && !self.escaped;
        self.code.see(byte);
    }

    /// Takes the picture's base64, up to its end if it is there; the rest of the text.
    fn picture_part<'t>(&mut self, head: Head, text: &'t str, pieces: &mut Vec<Piece>) -> &'t str {
        let end = text.bytes().position(|byte| !is_inside(byte)).unwrap_or(text.len());
        let (inside, rest) = text.split_at(end);
        self.held.push_str(inside);
        let closing = rest.strip_prefix(')');
        if self.held.len() > MAX_TEXT || (closing.is_none() && !rest.is_empty()) {
            self.give_back(pieces);
            return rest;
        }
        let Some(after) = closing else { return rest };
        if let Some(picture) = self.picture(head) {
            pieces.push(Piece::Image(Shown::Picture(picture)));
            (self.held, self.data) = (String::new(), None);
            // Something stood on this line.
            self.see(b')');
        } else {
            self.held.push(')');
            self.give_back(pieces);
        }
        after
    }

    /// The held picture, now that its text is whole.
    fn picture(&self, head: Head) -> Option<Picture> {
        let payload = self.held[head.payload..].trim_end();
        let payload = payload.strip_suffix('>').unwrap_or(payload);
        let picture = Picture::of(crate::image::decode(payload)?)?;
        Some(picture.named(&self.held[2..head.alt_end]))
    }

    /// What was held is text.
    fn give_back(&mut self, pieces: &mut Vec<Piece>) {
        let held = std::mem::take(&mut self.held);
        self.data = None;
        held.bytes().for_each(|byte| self.see(byte));
        if !held.is_empty() {
            pieces.push(Piece::Text(held));
        }
    }
}

/// What may stand between the comma and the `)`: base64 in either alphabet, white space, the end of a `<…>`.
fn is_inside(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte.is_ascii_whitespace()
        || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_' | b'>')
}

impl Start {
    /// What `text`, which begins with a `!`, begins.
    fn of(text: &str) -> Self {
        Self::read(text).unwrap_or_else(|other| other)
    }

    fn read(text: &str) -> Result<Self, Self> {
        let alt = after(text, "![")?;
        let window = &alt.as_bytes()[..alt.len().min(MAX_ALT)];
        let line = memchr::memchr(b'\n', window).unwrap_or(window.len());
        let Some(end) = memchr::memmem::find(&window[..line], b"](") else {
            return Err(if line == alt.len() { Self::Maybe } else { Self::No });
        };
        let address = &alt[end + 2..];
        let address = address.strip_prefix('<').unwrap_or(address);
        let kind = after(address, "data:image/")?;
        let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let length = kind.bytes().take(MAX_KIND).take_while(|byte| named(*byte)).count();
        let payload = after(&kind[length..], ";base64,")?;
        Ok(Self::Picture(Head {
            alt_end: 2 + end,
            payload: text.len() - payload.len(),
        }))
    }
}

/// What follows `word`, in whatever letter case, at the start of `text`.
fn after<'t>(text: &'t str, word: &str) -> Result<&'t str, Start> {
    let common = text.len().min(word.len());
    if !text.as_bytes()[..common].eq_ignore_ascii_case(&word.as_bytes()[..common]) {
        return Err(Start::No);
    }
    text.get(word.len()..).ok_or(Start::Maybe)
}

#[cfg(test)]
mod tests;
