//! Decodes escape sequences and records the source bytes of every character.

use std::ops::Range;

/// Replacement for a key. No key may contain these characters, so the result never becomes a key again.
pub const REDACTED: &str = "•••";

/// The characters of a text in lower case, with `%2B`, `%252B`, `\/` and `\u002b` decoded to the character they stand
/// for.
pub(super) struct DecodedText {
    /// The decoded characters, for comparison.
    pub(super) chars: Vec<char>,
    /// Byte offset of character `n` in the source text. Has one more entry, the length of the text.
    offsets: Vec<usize>,
}

impl DecodedText {
    /// Decodes `text`. Never fails.
    pub(super) fn new(text: &str) -> Self {
        let mut decoded = Self {
            chars: Vec::with_capacity(text.len()),
            offsets: Vec::with_capacity(text.len() + 1),
        };
        let mut at = 0;
        while let Some(plain) = text[at..].chars().next() {
            let rest = &text.as_bytes()[at..];
            let (char, length) = decode_escape(rest).unwrap_or((plain, plain.len_utf8()));
            decoded.chars.push(char.to_ascii_lowercase());
            decoded.offsets.push(at);
            at += length;
        }
        decoded.offsets.push(text.len());
        decoded
    }

    /// Returns `text` (the source text) with the `hidden` ranges replaced by [`REDACTED`]. Adjacent ranges share one
    /// replacement.
    pub(super) fn replace_hidden(&self, text: &str, mut hidden: Vec<Range<usize>>) -> String {
        hidden.sort_unstable_by_key(|range| range.start);
        let (mut out, mut copied) = (String::with_capacity(text.len()), None);
        for range in hidden {
            let (start, end) = (self.offsets[range.start], self.offsets[range.end]);
            let done = copied.unwrap_or(0);
            if copied.is_none() || start > done {
                out.push_str(&text[done..start]);
                out.push_str(REDACTED);
            }
            copied = Some(done.max(end));
        }
        out.push_str(&text[copied.unwrap_or(0)..]);
        out
    }
}

/// Decodes the escape sequence at the start of `rest`: the ASCII character, and the sequence's length in bytes.
fn decode_escape(rest: &[u8]) -> Option<(char, usize)> {
    match rest {
        [b'%', rest @ ..] => {
            // `%25` is a percent sign: a key that was encoded twice reads `%252B`.
            let nested = rest.chunks_exact(2).take_while(|pair| *pair == b"25").count() * 2;
            let pair = rest.get(nested..nested + 2).and_then(ascii_from_hex);
            match pair {
                Some(char) => Some((char, 1 + nested + 2)),
                None => (nested > 0).then_some(('%', 1 + nested)),
            }
        }
        [b'\\', b'u', digits @ ..] => Some((ascii_from_hex(digits.get(..4)?)?, 6)),
        [b'\\', char @ (b'/' | b'\\' | b'"'), ..] => Some((char::from(*char), 2)),
        [b'\\', b'n' | b'r' | b't' | b'b' | b'f', ..] => Some((' ', 2)),
        _ => None,
    }
}

/// Parses a hexadecimal code; `None` unless it is visible ASCII.
fn ascii_from_hex(digits: &[u8]) -> Option<char> {
    let text = std::str::from_utf8(digits)
        .ok()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let code = u8::try_from(u32::from_str_radix(text, 16).ok()?).ok()?;
    code.is_ascii_graphic().then_some(char::from(code))
}
