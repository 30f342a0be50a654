//! Finds what two sequences have in common, in time linear in their length.
//!
//! The diff itself is a library's and may be quadratic, so its input is kept small: long sequences are first split at
//! the tokens that occur exactly once on both sides, and what is still long is cut at fixed positions.

use std::{collections::HashMap, hash::Hash, ops::Range};

use imara_diff::{Algorithm, Diff, InternedInput, Interner, Token};

/// Most tokens per side that are compared at once.
const MAX_TOKENS: usize = 1_500;

/// A range of the first sequence that differs from a range of the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) one: Range<usize>,
    pub(crate) two: Range<usize>,
}

/// Returns where two sequences differ, in order. Between two changes they are equal.
pub(crate) fn changes<T: Hash + Eq>(one: impl Iterator<Item = T>, two: impl Iterator<Item = T>) -> Vec<Change> {
    let mut interner = Interner::new(one.size_hint().0);
    let one: Vec<Token> = one.map(|token| interner.intern(token)).collect();
    let two: Vec<Token> = two.map(|token| interner.intern(token)).collect();
    let whole = Change {
        one: 0..one.len(),
        two: 0..two.len(),
    };
    let mut found = Vec::new();
    for stretch in split_at_anchors(&one, &two, whole) {
        for part in cut_evenly(&stretch) {
            diff_range(&one, &two, part, &mut found);
        }
    }
    found
}

/// Returns the pairs of equal positions, in order, of two sequences with these lengths.
pub(crate) fn matches(changes: &[Change], lengths: [usize; 2]) -> Vec<(usize, usize)> {
    let end = Change {
        one: lengths[0]..lengths[0],
        two: lengths[1]..lengths[1],
    };
    let mut at = (0, 0);
    let mut matches = Vec::new();
    for change in changes.iter().chain([&end]) {
        matches.extend((at.0..change.one.start).zip(at.1..change.two.start));
        at = (change.one.end, change.two.end);
    }
    matches
}

fn is_long(stretch: &Change) -> bool {
    stretch.one.len().max(stretch.two.len()) > MAX_TOKENS
}

/// Splits a long range at the tokens that both sides have exactly once and in the same order, after removing the common
/// prefix and suffix. Returns a short range unchanged.
fn split_at_anchors(one: &[Token], two: &[Token], stretch: Change) -> Vec<Change> {
    if !is_long(&stretch) {
        return vec![stretch];
    }
    let alike = one.iter().zip(two).take_while(|(one, two)| one == two).count();
    let ends = one[alike..].iter().rev().zip(two[alike..].iter().rev());
    let alike_at_end = ends.take_while(|(one, two)| one == two).count();
    let (end_one, end_two) = (one.len() - alike_at_end, two.len() - alike_at_end);
    let anchors = longest_ascending(&once_in_both(&one[alike..end_one], &two[alike..end_two]));
    let mut at = (alike, alike);
    let mut parts = Vec::new();
    for (left, right) in anchors.into_iter().chain([(end_one - alike, end_two - alike)]) {
        let (left, right) = (left + alike, right + alike);
        parts.push(Change {
            one: at.0..left,
            two: at.1..right,
        });
        at = (left + 1, right + 1);
    }
    parts
}

/// Returns the positions of tokens that occur exactly once on both sides, in the order of the first.
fn once_in_both(one: &[Token], two: &[Token]) -> Vec<(usize, usize)> {
    let positions = [positions(one), positions(two)];
    let only = |position: Option<&Option<usize>>| position.copied().flatten();
    let pair = |(index, token): (usize, &Token)| {
        only(positions[0].get(token))?;
        only(positions[1].get(token)).map(|other| (index, other))
    };
    one.iter().enumerate().filter_map(pair).collect()
}

/// Returns the position of each token; `None` for a token that occurs more than once.
fn positions(tokens: &[Token]) -> HashMap<Token, Option<usize>> {
    let mut positions = HashMap::with_capacity(tokens.len());
    for (index, token) in tokens.iter().enumerate() {
        positions
            .entry(*token)
            .and_modify(|position| *position = None)
            .or_insert(Some(index));
    }
    positions
}

/// Returns the longest subsequence of pairs that ascends on the right side too, by patience sorting.
fn longest_ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the chain of that length with the lowest end; and for each pair, its predecessor in the chain.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, right)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *right);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        chain.push(pairs[index]);
        at = before[index];
    }
    chain.reverse();
    chain
}

/// Cuts a range into as many parts as necessary for none to be long, in the same proportion on both sides.
fn cut_evenly(stretch: &Change) -> Vec<Change> {
    let parts = stretch.one.len().max(stretch.two.len()).div_ceil(MAX_TOKENS).max(1);
    let part = |side: &Range<usize>, index: usize| {
        let at = |index: usize| side.start + side.len() * index / parts;
        at(index)..at(index + 1)
    };
    let cut = |index| Change {
        one: part(&stretch.one, index),
        two: part(&stretch.two, index),
    };
    (0..parts).map(cut).collect()
}

/// Appends the differences within a short range.
fn diff_range(one: &[Token], two: &[Token], stretch: Change, found: &mut Vec<Change>) {
    let (from_one, from_two) = (stretch.one.start, stretch.two.start);
    let mut input: InternedInput<Token> = InternedInput {
        before: Vec::new(),
        after: Vec::new(),
        interner: Interner::new(stretch.one.len()),
    };
    // Interned again, because the diff allocates memory for every number up to the highest.
    input.before = one[stretch.one]
        .iter()
        .map(|token| input.interner.intern(*token))
        .collect();
    input.after = two[stretch.two]
        .iter()
        .map(|token| input.interner.intern(*token))
        .collect();
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    for hunk in diff.hunks() {
        let change = Change {
            one: from_one + hunk.before.start as usize..from_one + hunk.before.end as usize,
            two: from_two + hunk.after.start as usize..from_two + hunk.after.end as usize,
        };
        match found.last_mut() {
            Some(last) if last.one.end == change.one.start && last.two.end == change.two.start => {
                (last.one.end, last.two.end) = (change.one.end, change.two.end);
            }
            _ => found.push(change),
        }
    }
}
