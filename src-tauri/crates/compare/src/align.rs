//! Aligns the blocks of two answers, or the lines of two programs.

use std::{collections::BTreeMap, hash::Hash};

use crate::sequence::{changes, matches};

/// Lowest share of matching words for two units to be aligned, in percent.
const LEAST: usize = 20;

/// Returns pairs of aligned units so that the most words match. Each unit is in one pair at most, and the pairs are in
/// ascending order on both sides.
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

/// Returns every word with the index of its unit.
fn flatten<T: Copy>(units: &[Vec<T>]) -> Vec<(T, usize)> {
    let words = |(index, unit): (usize, &Vec<T>)| unit.iter().map(move |word| (*word, index)).collect::<Vec<_>>();
    units.iter().enumerate().flat_map(words).collect()
}

/// Returns the heaviest chain of pairs that ascends strictly on both sides. Matches never cross, so the input ascends
/// already, though not strictly; the pairs that may precede another one are therefore always a prefix.
fn heaviest_chain(pairs: &[((usize, usize), usize)]) -> Vec<(usize, usize)> {
    // For each length of prefix: the weight of its heaviest chain, and the last pair of that chain.
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
