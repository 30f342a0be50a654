//! Two blocks of code in one row, compared by lines, and within a changed line by words.

use crate::{
    align::align,
    prose::{between, changed, joined},
    row::{LinePair, LinePiece},
    sequence::{Change, changes},
    token::code_tokens,
};

/// The lines of two blocks of code, like beside like; differences are not numbered yet.
pub(crate) fn lines(one: &str, two: &str) -> Vec<LinePair> {
    let sides = [split(one), split(two)];
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
        pairs.extend(same.map(|(left, right)| equal(first, second, left, right)));
        pairs.extend(differing(first, second, &change));
        at = (change.one.end, change.two.end);
    }
    pairs
}

/// A block of code that stands alone.
pub(crate) fn alone(text: &str) -> Vec<LinePair> {
    let lines = split(text);
    (0..lines.len())
        .map(|index| pair(&lines, &[], Some(index), None))
        .collect()
}

/// The lines of a text; an empty text has none.
pub(crate) fn split(text: &str) -> Vec<&str> {
    if text.is_empty() {
        Vec::new()
    } else {
        text.split('\n').collect()
    }
}

/// The lines of a change: those that resemble each other side by side, the others alone.
fn differing(one: &[&str], two: &[&str], change: &Change) -> Vec<LinePair> {
    let alike = align(&words(&one[change.one.clone()]), &words(&two[change.two.clone()]));
    let mut pairs = Vec::new();
    let mut at = (change.one.start, change.two.start);
    for (left, right) in alike.into_iter().chain([(change.one.len(), change.two.len())]) {
        let (left, right) = (change.one.start + left, change.two.start + right);
        pairs.extend((at.0..left).map(|index| pair(one, two, Some(index), None)));
        pairs.extend((at.1..right).map(|index| pair(one, two, None, Some(index))));
        if left < change.one.end && right < change.two.end {
            pairs.push(pair(one, two, Some(left), Some(right)));
        }
        at = (left + 1, right + 1);
    }
    pairs
}

fn words<'a>(lines: &[&'a str]) -> Vec<Vec<&'a str>> {
    let words = |line: &&'a str| code_tokens(line).iter().map(|token| token.word).collect();
    lines.iter().map(words).collect()
}

/// A line both have. White space at its end is no difference.
fn equal(one: &[&str], two: &[&str], left: usize, right: usize) -> LinePair {
    LinePair {
        one: number(left),
        two: number(right),
        difference: None,
        pieces: vec![LinePiece {
            same: true,
            one: one[left].to_owned(),
            two: two[right].to_owned(),
        }],
    }
}

/// A line that differs, or that one side alone has.
fn pair(one: &[&str], two: &[&str], left: Option<usize>, right: Option<usize>) -> LinePair {
    let pieces = match (left, right) {
        (Some(left), Some(right)) => pieces(one[left], two[right]),
        _ => vec![LinePiece {
            same: false,
            one: left.map_or_else(String::new, |index| one[index].to_owned()),
            two: right.map_or_else(String::new, |index| two[index].to_owned()),
        }],
    };
    LinePair {
        one: left.and_then(number),
        two: right.and_then(number),
        difference: Some(0),
        pieces,
    }
}

fn pieces(one: &str, two: &str) -> Vec<LinePiece> {
    let mut at = [0, 0];
    let mut pieces = Vec::new();
    let sides = [code_tokens(one), code_tokens(two)];
    for stretch in between(joined(changed(&sides), &sides[0]), &sides, [one, two]) {
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

fn number(index: usize) -> Option<u32> {
    u32::try_from(index + 1).ok()
}
