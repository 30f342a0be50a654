//! Text as the characters it stands for, escapes resolved, each knowing which bytes it came from.

use std::ops::Range;

use super::REDACTED;

/// A text's characters in lower case, with `%2B`, `%252B`, `\/` and `\u002b` read as the one character they mean.
pub(super) struct Units {
    /// What is compared.
    pub(super) chars: Vec<char>,
    /// Where character `n` begins in the text; one more entry than characters, the last being the text's length.
    offsets: Vec<usize>,
}

impl Units {
    /// Reads `text`; every text can be read.
    pub(super) fn read(text: &str) -> Self {
        let mut units = Self {
            chars: Vec::with_capacity(text.len()),
            offsets: Vec::with_capacity(text.len() + 1),
        };
        let mut at = 0;
        while let Some(plain) = text[at..].chars().next() {
            let rest = &text.as_bytes()[at..];
            let (char, length) = escape(rest).unwrap_or((plain, plain.len_utf8()));
            units.chars.push(char.to_ascii_lowercase());
            units.offsets.push(at);
            at += length;
        }
        units.offsets.push(text.len());
        units
    }

    /// `text` (the one that was read) with `hidden` replaced, ranges that touch by one mark only.
    pub(super) fn without(&self, text: &str, mut hidden: Vec<Range<usize>>) -> String {
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

/// The ASCII character an escape at the beginning of `rest` stands for, and the escape's length in bytes.
fn escape(rest: &[u8]) -> Option<(char, usize)> {
    match rest {
        [b'%', rest @ ..] => {
            // `%25` is a percent sign: a key encoded twice reads `%252B`.
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

/// The visible ASCII character with this code in hexadecimal.
fn ascii_from_hex(digits: &[u8]) -> Option<char> {
    let text = std::str::from_utf8(digits)
        .ok()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let code = u8::try_from(u32::from_str_radix(text, 16).ok()?).ok()?;
    code.is_ascii_graphic().then_some(char::from(code))
}
