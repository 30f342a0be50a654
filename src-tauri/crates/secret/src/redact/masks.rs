//! Finds the characters that providers print in place of the middle of a key.

use std::ops::Range;

/// Most characters of padding between a mask and the visible part of the key: `sk-ab [...] wxyz`.
const MAX_PADDING: usize = 2;

/// Returns the length of the mask that starts at `at`, or 0. One asterisk or bullet is a mask; dots count from two on;
/// dashes, underscores and `x` from three on, because keys contain single ones.
pub(super) fn length_at(text: &[char], at: usize) -> usize {
    let Some(&char) = text.get(at) else { return 0 };
    let least = match char {
        '*' | '•' | '·' | '●' | '…' | '⋯' | '█' | '■' | '▪' | '◦' | '∙' | '∗' | '＊' | '#' => 1,
        '.' => 2,
        '-' | '_' | 'x' => 3,
        _ => return 0,
    };
    let length = text[at..].iter().take_while(|&&other| other == char).count();
    if length >= least { length } else { 0 }
}

/// Returns all masks in `text`, each as long as possible.
pub(super) fn find(text: &[char]) -> Vec<Range<usize>> {
    let mut masks: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let length = length_at(text, at);
        match masks.last_mut() {
            Some(last) if length > 0 && last.end == at => last.end += length,
            _ if length > 0 => masks.push(at..at + length),
            _ => {}
        }
        at += length.max(1);
    }
    masks
}

/// Returns where the text before a mask ends, without brackets or spaces around the mask.
pub(super) fn skip_padding_left(text: &[char], mask_start: usize) -> usize {
    let padding = text[..mask_start]
        .iter()
        .rev()
        .take(MAX_PADDING)
        .take_while(|char| is_padding(**char));
    mask_start - padding.count()
}

/// Returns where the text after a mask begins, without brackets or spaces around the mask.
pub(super) fn skip_padding_right(text: &[char], mask_end: usize) -> usize {
    let padding = text[mask_end..]
        .iter()
        .take(MAX_PADDING)
        .take_while(|char| is_padding(**char));
    mask_end + padding.count()
}

fn is_padding(char: char) -> bool {
    matches!(char, ' ' | '[' | ']' | '(' | ')' | '<' | '>' | '{' | '}')
}
