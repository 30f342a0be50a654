//! Separates images embedded in text (`![alt](data:image/png;base64,…)`) (quirk 46).
//!
//! They arrive in as many parts as the text and may have megabytes, so each byte is examined a fixed number of times.
//! Images in code stay text, as does everything that turns out not to be an image.

use super::code::CodeTracker;
use crate::{
    chunk::Piece,
    image::{ImageSource, MAX_BYTES, ReplyImage},
};

/// Longest alternative text, in bytes.
const MAX_ALT: usize = 400;
/// Longest media subtype in a data URL, such as `svg+xml`.
const MAX_SUBTYPE: usize = 40;
/// Longest base64 of an image: four bytes for three, and some white space.
const MAX_TEXT: usize = MAX_BYTES / 5 * 7;

/// Separates images from text incrementally. Text that may begin an image is held until more arrives.
#[derive(Debug, Default)]
pub(super) struct ImageSplitter {
    code: CodeTracker,
    /// An image, or what may become one, from its `!` on.
    held: String,
    /// Where alternative text and base64 of the held image are; `None` as long as it may not be one.
    data: Option<ImageHead>,
    /// Whether the previous byte was a backslash.
    escaped: bool,
}

/// The start of an embedded image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ImageHead {
    /// End of its alternative text, which begins after `![`.
    alt_end: usize,
    /// Start of its base64.
    payload: usize,
}

/// What follows a `!`.
enum Start {
    Image(ImageHead),
    /// Not enough text to decide.
    Maybe,
    No,
}

impl ImageSplitter {
    /// Appends the pieces of `text`; none is empty.
    pub(super) fn push(&mut self, text: &str, pieces: &mut Vec<Piece>) {
        let buffer;
        let mut rest = text;
        if self.data.is_none() && !self.held.is_empty() {
            buffer = std::mem::take(&mut self.held) + text;
            rest = &buffer;
        }
        while !rest.is_empty() {
            rest = match self.data {
                Some(head) => self.image_part(head, rest, pieces),
                None => self.text_part(rest, pieces),
            };
        }
    }

    /// Ends the text and releases what was held.
    pub(super) fn finish(&mut self, pieces: &mut Vec<Piece>) {
        self.release(pieces);
    }

    /// Returns the number of bytes of an incomplete image.
    pub(super) fn waiting(&self) -> usize {
        self.data.map_or(0, |_| self.held.len())
    }

    /// Emits text up to a possible image, which is held from then on. Returns the rest of the text.
    fn text_part<'t>(&mut self, text: &'t str, pieces: &mut Vec<Piece>) -> &'t str {
        let (end, start) = self.plain_length(text);
        if end > 0 {
            pieces.push(Piece::Text(text[..end].to_owned()));
        }
        let rest = &text[end..];
        let taken = match start {
            Start::Image(head) => {
                self.data = Some(head);
                head.payload
            }
            Start::Maybe | Start::No => rest.len(),
        };
        rest[..taken].clone_into(&mut self.held);
        &rest[taken..]
    }

    /// Returns how many bytes are certainly text, and what follows them.
    fn plain_length(&mut self, text: &str) -> (usize, Start) {
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'!' && !self.escaped {
                let start = Start::parse(&text[at..]);
                if !matches!(start, Start::No) && !self.code.in_code() {
                    return (at, start);
                }
            }
            self.advance(byte);
        }
        (text.len(), Start::No)
    }

    fn advance(&mut self, byte: u8) {
        self.escaped = byte == b'\\' && !self.escaped;
        self.code.advance(byte);
    }

    /// Consumes base64 up to the end of the image, if it is there. Returns the rest of the text.
    fn image_part<'t>(&mut self, head: ImageHead, text: &'t str, pieces: &mut Vec<Piece>) -> &'t str {
        let end = text.bytes().position(|byte| !is_payload(byte)).unwrap_or(text.len());
        let (inside, rest) = text.split_at(end);
        self.held.push_str(inside);
        let closing = rest.strip_prefix(')');
        if self.held.len() > MAX_TEXT || (closing.is_none() && !rest.is_empty()) {
            self.release(pieces);
            return rest;
        }
        let Some(after) = closing else { return rest };
        if let Some(picture) = self.held_image(head) {
            pieces.push(Piece::Image(ImageSource::Image(picture)));
            (self.held, self.data) = (String::new(), None);
            // The line is no longer empty.
            self.advance(b')');
        } else {
            self.held.push(')');
            self.release(pieces);
        }
        after
    }

    /// Decodes the held image.
    fn held_image(&self, head: ImageHead) -> Option<ReplyImage> {
        let payload = self.held[head.payload..].trim_end();
        let payload = payload.strip_suffix('>').unwrap_or(payload);
        let picture = ReplyImage::from_bytes(crate::image::decode_base64(payload)?)?;
        Some(picture.with_alt(&self.held[2..head.alt_end]))
    }

    /// Releases held bytes as text.
    fn release(&mut self, pieces: &mut Vec<Piece>) {
        let held = std::mem::take(&mut self.held);
        self.data = None;
        held.bytes().for_each(|byte| self.advance(byte));
        if !held.is_empty() {
            pieces.push(Piece::Text(held));
        }
    }
}

/// Returns whether `byte` may occur between the comma and the `)`: base64 in either alphabet, white space, or the end
/// of `<…>`.
fn is_payload(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte.is_ascii_whitespace()
        || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_' | b'>')
}

impl Start {
    /// Parses what begins with the `!` at the start of `text`.
    fn parse(text: &str) -> Self {
        Self::try_parse(text).unwrap_or_else(|other| other)
    }

    fn try_parse(text: &str) -> Result<Self, Self> {
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
        let length = kind.bytes().take(MAX_SUBTYPE).take_while(|byte| named(*byte)).count();
        let payload = after(&kind[length..], ";base64,")?;
        Ok(Self::Image(ImageHead {
            alt_end: 2 + end,
            payload: text.len() - payload.len(),
        }))
    }
}

/// Returns what follows `word` at the start of `text`, ignoring case.
fn after<'t>(text: &'t str, word: &str) -> Result<&'t str, Start> {
    let common = text.len().min(word.len());
    if !text.as_bytes()[..common].eq_ignore_ascii_case(&word.as_bytes()[..common]) {
        return Err(Start::No);
    }
    text.get(word.len()..).ok_or(Start::Maybe)
}

#[cfg(test)]
mod tests;
