//! Which blocks of two answers, or lines of two programs, stand in one row.

use std::{collections::BTreeMap, hash::Hash};

use crate::sequence::{changes, matches};

/// The least share of the words of two units that must match for them to stand in one row, percent.
const LEAST: usize = 20;

/// Pairs of units, each unit in one pair at most, rising on both sides; such that the most words match.
pub(crate) fn align<T: Hash + Eq + Copy>(one: &[Vec<T>], two: &[Vec<T>]) -> Vec<(usize, usize)> {
    let flat = [flatten(one), flatten(two)];
    let [first, second] = &flat;
    let changed = changes(
        first.iter().map(|(word, _)| *word),
        second.iter().map(|(word, _)| *word),
    );
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (left, right) in matches(&changed, [first.len(), second.len()]) {
        *common.entry((first[left].1, second[right].1)).or_default() += 1;
    }
    let alike = |(pair, common): ((usize, usize), usize)| {
        let all = one[pair.0].len() + two[pair.1].len();
        (common * 200 >= all * LEAST).then_some((pair, common))
    };
    heaviest_chain(&common.into_iter().filter_map(alike).collect::<Vec<_>>())
}

/// Every word with the unit it is in.
fn flatten<T: Copy>(units: &[Vec<T>]) -> Vec<(T, usize)> {
    let words = |(index, unit): (usize, &Vec<T>)| unit.iter().map(move |word| (*word, index)).collect::<Vec<_>>();
    units.iter().enumerate().flat_map(words).collect()
}

/// The heaviest pairs that rise strictly on both sides. As matches never cross, the pairs given rise on both sides
/// already, if not strictly; so those that may stand before a pair are the ones up to some place in the row.
fn heaviest_chain(pairs: &[((usize, usize), usize)]) -> Vec<(usize, usize)> {
    // For each length of prefix: the heaviest chain within it, and the pair that chain ends with.
    let mut best: Vec<(usize, Option<usize>)> = vec![(0, None)];
    let mut before: Vec<usize> = Vec::with_capacity(pairs.len());
    let mut free = 0;
    for (index, ((one, two), weight)) in pairs.iter().enumerate() {
        while free < index && pairs[free].0.0 < *one && pairs[free].0.1 < *two {
            free += 1;
        }
        before.push(free);
        let with = best[free].0 + weight;
        let without = best[index];
        best.push(if with > without.0 { (with, Some(index)) } else { without });
    }
    let mut chain = Vec::new();
    let mut end = best.last().and_then(|(_, end)| *end);
    while let Some(index) = end {
        chain.push(pairs[index].0);
        end = best[before[index]].1;
    }
    chain.reverse();
    chain
}
