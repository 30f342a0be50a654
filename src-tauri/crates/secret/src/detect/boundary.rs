//! Word boundaries around a detection.

use std::ops::Range;

/// Returns whether `at` has no letter, digit or underscore next to it.
pub(super) fn is_whole_word(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].chars().next();
    let joins = |char: char| char.is_alphanumeric() || char == '_';
    !before.is_some_and(joins) && !after.is_some_and(joins)
}
