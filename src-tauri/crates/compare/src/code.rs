//! Compares two code blocks by lines, and changed lines by words.

use crate::{
    align::align,
    prose::{changed_tokens, merge_changes, stretches_between},
    row::{LinePair, LinePiece},
    sequence::{Change, changes},
    token::code_tokens,
};

/// Returns the lines of two code blocks with similar lines in pairs. Differences are not numbered yet.
pub(crate) fn align_lines(one: &str, two: &str) -> Vec<LinePair> {
    let sides = [split_lines(one), split_lines(two)];
    let [first, second] = &sides;
    let mut differing_lines = changes(
        first.iter().map(|line| line.trim_end()),
        second.iter().map(|line| line.trim_end()),
    );
    differing_lines.push(Change {
        one: first.len()..first.len(),
        two: second.len()..second.len(),
    });
    let mut pairs = Vec::new();
    let mut at = (0, 0);
    for change in differing_lines {
        let same = (at.0..change.one.start).zip(at.1..change.two.start);
        pairs.extend(same.map(|(left, right)| equal_line(first, second, left, right)));
        pairs.extend(differing_lines_of(first, second, &change));
        at = (change.one.end, change.two.end);
    }
    pairs
}

/// Returns the lines of a code block that has no counterpart.
pub(crate) fn unmatched(text: &str) -> Vec<LinePair> {
    let lines = split_lines(text);
    (0..lines.len())
        .map(|index| line_pair(&lines, &[], Some(index), None))
        .collect()
}

/// Returns the lines of a text; an empty text has none.
pub(crate) fn split_lines(text: &str) -> Vec<&str> {
    if text.is_empty() {
        Vec::new()
    } else {
        text.split('\n').collect()
    }
}

/// Returns the lines of a change: similar ones in pairs, the others alone.
fn differing_lines_of(one: &[&str], two: &[&str], change: &Change) -> Vec<LinePair> {
    let alike = align(
        &line_words(&one[change.one.clone()]),
        &line_words(&two[change.two.clone()]),
    );
    let mut pairs = Vec::new();
    let mut at = (change.one.start, change.two.start);
    for (left, right) in alike.into_iter().chain([(change.one.len(), change.two.len())]) {
        let (left, right) = (change.one.start + left, change.two.start + right);
        pairs.extend((at.0..left).map(|index| line_pair(one, two, Some(index), None)));
        pairs.extend((at.1..right).map(|index| line_pair(one, two, None, Some(index))));
        if left < change.one.end && right < change.two.end {
            pairs.push(line_pair(one, two, Some(left), Some(right)));
        }
        at = (left + 1, right + 1);
    }
    pairs
}

fn line_words<'a>(lines: &[&'a str]) -> Vec<Vec<&'a str>> {
    let words = |line: &&'a str| code_tokens(line).iter().map(|token| token.word).collect();
    lines.iter().map(words).collect()
}

/// Returns a line that both sides have. Trailing white space is no difference.
fn equal_line(one: &[&str], two: &[&str], left: usize, right: usize) -> LinePair {
    LinePair {
        one: line_number(left),
        two: line_number(right),
        difference: None,
        pieces: vec![LinePiece {
            same: true,
            one: one[left].to_owned(),
            two: two[right].to_owned(),
        }],
    }
}

/// Returns a line that differs, or that only one side has.
fn line_pair(one: &[&str], two: &[&str], left: Option<usize>, right: Option<usize>) -> LinePair {
    let pieces = match (left, right) {
        (Some(left), Some(right)) => compare_line(one[left], two[right]),
        _ => vec![LinePiece {
            same: false,
            one: left.map_or_else(String::new, |index| one[index].to_owned()),
            two: right.map_or_else(String::new, |index| two[index].to_owned()),
        }],
    };
    LinePair {
        one: left.and_then(line_number),
        two: right.and_then(line_number),
        difference: Some(0),
        pieces,
    }
}

fn compare_line(one: &str, two: &str) -> Vec<LinePiece> {
    let mut at = [0, 0];
    let mut pieces = Vec::new();
    let sides = [code_tokens(one), code_tokens(two)];
    for stretch in stretches_between(merge_changes(changed_tokens(&sides), &sides[0]), &sides, [one, two]) {
        let [left, right] = stretch.ends;
        if left > at[0] || right > at[1] {
            pieces.push(LinePiece {
                same: stretch.same,
                one: one[at[0]..left].to_owned(),
                two: two[at[1]..right].to_owned(),
            });
        }
        at = stretch.ends;
    }
    pieces
}

fn line_number(index: usize) -> Option<u32> {
    u32::try_from(index + 1).ok()
}
