//! What two sequences have in common, found at a bounded cost.

use std::{hash::Hash, ops::Range};

use imara_diff::{Algorithm, Diff, InternedInput, Interner};

/// Up to here the comparison reads best but may cost the square of the length; longer ones search within bounds.
const CAREFUL: usize = 2_000;

/// A stretch that differs: what the first has there, and what the second has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) one: Range<usize>,
    pub(crate) two: Range<usize>,
}

/// Where two sequences differ, in order. Between two changes both say the same.
pub(crate) fn changes<T: Hash + Eq>(
    one: impl Iterator<Item = T>,
    two: impl Iterator<Item = T>,
) -> Vec<Change> {
    let mut interner = Interner::new(one.size_hint().0);
    let before = one.map(|token| interner.intern(token)).collect();
    let after = two.map(|token| interner.intern(token)).collect();
    let input = InternedInput {
        before,
        after,
        interner,
    };
    let careful = input.before.len().max(input.after.len()) <= CAREFUL;
    let algorithm = if careful { Algorithm::Histogram } else { Algorithm::Myers };
    let mut diff = Diff::compute(algorithm, &input);
    diff.postprocess_no_heuristic(&input);
    diff.hunks()
        .map(|hunk| Change {
            one: range(&hunk.before),
            two: range(&hunk.after),
        })
        .collect()
}

/// The places that match, in order, of two sequences of these lengths.
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

fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}
