//! Takes a key out of text that came from outside: whole, encoded, or echoed in part.
//!
//! Providers repeat the key in their error messages (`AiHubMix` in its 401, `OpenAI` with the middle starred out). Every
//! such text passes here before it is shown, logged or stored. Letters are compared without case, and through URL and
//! JSON escapes, so that no spelling of the key gets by.

mod masks;
mod units;

use std::{collections::HashSet, ops::Range};

use zeroize::Zeroizing;

use crate::Key;
use units::Units;

/// What stands in place of a key. No key can hold these characters, so it never turns into one again.
pub const REDACTED: &str = "•••";

/// This many characters of the key in a row are hidden wherever they stand, mask or no mask (a body cut off midway).
const TELLING_RUN: usize = 12;
/// A key shorter than this may be an ordinary word (`test`, `ollama`), hidden only where it stands alone.
const WORDLIKE: usize = 8;
/// Beside masking characters, so many of the key's first or last characters are an echo of it.
const TELLING_ECHO: usize = 4;

/// `text` without `key`: neither whole, nor URL- or JSON-encoded, nor a run of 12 of its characters, nor its first or
/// last characters (4 or more) beside masking characters (`sk-ab…wxyz`); nor anything that looks like another key.
#[must_use]
pub fn redact(text: &str, key: &Key) -> String {
    let units = Units::read(text);
    // Read the same way, so that a key which happens to hold an escape still equals itself.
    let key = Zeroizing::new(Units::read(key.expose()).chars);
    let mut hidden = shapes(&units.chars);
    hidden.extend(runs(&units.chars, &key));
    hidden.extend(echoes(&units.chars, &key));
    units.without(text, hidden)
}

/// `text` without anything shaped like an `sk-…` key, masked ones included: for when no key is at hand.
#[must_use]
pub fn redact_shapes(text: &str) -> String {
    let units = Units::read(text);
    units.without(text, shapes(&units.chars))
}

/// Where the key stands, or a run of its characters long enough to matter.
fn runs(text: &[char], key: &[char]) -> Vec<Range<usize>> {
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

/// No letter or digit touches `range`.
fn stands_alone(text: &[char], range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(1).and_then(|at| text.get(at));
    let after = text.get(range.end);
    before.into_iter().chain(after).all(|char| !char.is_alphanumeric())
}

/// Masked echoes: the key's first characters before a run of masking characters, its last ones after it, or both.
fn echoes(text: &[char], key: &[char]) -> Vec<Range<usize>> {
    masks::all(text)
        .into_iter()
        .filter_map(|mask| echo(text, key, &mask))
        .collect()
}

/// The echo around one mask, if one of its sides shows enough of the key.
fn echo(text: &[char], key: &[char], mask: &Range<usize>) -> Option<Range<usize>> {
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

/// Anything shaped like a key of the commonest kind: `sk-` and enough letters and digits, or fewer and a mask.
fn shapes(text: &[char]) -> Vec<Range<usize>> {
    const PREFIX: [char; 3] = ['s', 'k', '-'];
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let bounded = at == 0 || !text[at - 1].is_alphanumeric();
        if bounded && text[at..].starts_with(&PREFIX) {
            let (end, telling) = shape(text, at + PREFIX.len());
            found.extend(telling.then_some(at..end));
            // Never back inside it: `sk-sk-sk-…` would cost the square of its length.
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Where the key-like text that begins at `at` ends, and whether it tells enough to be hidden.
fn shape(text: &[char], mut at: usize) -> (usize, bool) {
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
