//! Removes API keys from text that came from outside: complete, encoded or partly masked.
//!
//! Providers quote the key in their error messages (`AiHubMix` in its 401, `OpenAI` with the middle replaced by
//! asterisks). All such text is redacted before it is shown, logged or stored. The comparison ignores case and decodes
//! URL and JSON escapes, so that no spelling of the key is missed.

mod decoded;
mod masks;

use std::{collections::HashSet, ops::Range};

use zeroize::Zeroizing;

use crate::Key;
use decoded::DecodedText;

pub use decoded::REDACTED;

/// Runs of this many characters of the key are hidden anywhere, masked or not, because the text may be cut off in the
/// middle of the key.
const TELLING_RUN: usize = 12;
/// A shorter key may be an ordinary word (`test`, `ollama`) and is hidden only as a whole word.
const WORDLIKE: usize = 8;
/// With masking characters beside them, this many of the key's first or last characters count as an echo of the key.
const TELLING_ECHO: usize = 4;

/// Returns `text` without `key`. Replaces the whole key, its URL- and JSON-encoded forms, any 12 consecutive characters
/// of it, and 4 or more of its first or last characters beside masking characters (`sk-ab…wxyz`), as well as anything
/// that looks like another key.
#[must_use]
pub fn redact(text: &str, key: &Key) -> String {
    let decoded = DecodedText::new(text);
    // Decoded the same way as the text, so that a key that contains an escape sequence still matches itself.
    let key = Zeroizing::new(DecodedText::new(key.expose()).chars);
    let mut hidden = key_shapes(&decoded.chars);
    hidden.extend(key_runs(&decoded.chars, &key));
    hidden.extend(masked_echoes(&decoded.chars, &key));
    decoded.replace_hidden(text, hidden)
}

/// Returns `text` without anything that looks like an `sk-…` key, masked ones included. For text where the key is not
/// known.
#[must_use]
pub fn redact_shapes(text: &str) -> String {
    let decoded = DecodedText::new(text);
    decoded.replace_hidden(text, key_shapes(&decoded.chars))
}

/// Finds the key, and any run of its characters that is long enough to matter.
fn key_runs(text: &[char], key: &[char]) -> Vec<Range<usize>> {
    let length = key.len().min(TELLING_RUN);
    let wanted: HashSet<&[char]> = key.windows(length).collect();
    let found = text
        .windows(length)
        .enumerate()
        .filter(|(_, window)| wanted.contains(window));
    found
        .map(|(start, _)| start..start + length)
        .filter(|range| key.len() >= WORDLIKE || stands_alone(text, range))
        .collect()
}

/// Returns whether `range` has no letter or digit next to it.
fn stands_alone(text: &[char], range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(1).and_then(|at| text.get(at));
    let after = text.get(range.end);
    before.into_iter().chain(after).all(|char| !char.is_alphanumeric())
}

/// Finds masked echoes: the key's first characters before a run of masking characters, its last ones after it, or both.
fn masked_echoes(text: &[char], key: &[char]) -> Vec<Range<usize>> {
    masks::find(text)
        .into_iter()
        .filter_map(|mask| masked_echo(text, key, &mask))
        .collect()
}

/// Returns the echo around one mask; `None` unless one side shows enough of the key.
fn masked_echo(text: &[char], key: &[char], mask: &Range<usize>) -> Option<Range<usize>> {
    let left = &text[..masks::skip_padding_left(text, mask.start)];
    let right = &text[masks::skip_padding_right(text, mask.end)..];
    let first = (1..=key.len()).rev().find(|&n| left.ends_with(&key[..n])).unwrap_or(0);
    let last = (1..=key.len())
        .rev()
        .find(|&n| right.starts_with(&key[key.len() - n..]))
        .unwrap_or(0);
    if first.max(last) < TELLING_ECHO.min(key.len()) {
        return None;
    }
    let start = if first == 0 { mask.start } else { left.len() - first };
    let end = if last == 0 {
        mask.end
    } else {
        text.len() - right.len() + last
    };
    Some(start..end)
}

/// Finds text that looks like the most common kind of key: `sk-` and enough letters and digits, or fewer beside a mask.
fn key_shapes(text: &[char]) -> Vec<Range<usize>> {
    const PREFIX: [char; 3] = ['s', 'k', '-'];
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let bounded = at == 0 || !text[at - 1].is_alphanumeric();
        if bounded && text[at..].starts_with(&PREFIX) {
            let (end, telling) = key_shape(text, at + PREFIX.len());
            found.extend(telling.then_some(at..end));
            // Continues after the match. Starting again inside it would make `sk-sk-sk-…` quadratic.
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Returns where the key-like text that starts at `at` ends, and whether it is long enough to be hidden.
fn key_shape(text: &[char], mut at: usize) -> (usize, bool) {
    let (mut letters, mut digits, mut masked) = (0, 0, false);
    while let Some(&char) = text.get(at) {
        let mask = masks::length_at(text, at);
        if mask > 0 {
            masked = true;
            at += mask;
        } else if char.is_ascii_alphanumeric() || char == '-' || char == '_' {
            letters += 1;
            digits += usize::from(char.is_ascii_digit());
            at += 1;
        } else {
            break;
        }
    }
    (
        at,
        letters >= 16 || (letters >= 8 && digits > 0) || (letters >= TELLING_ECHO && masked),
    )
}

#[cfg(test)]
mod tests;
