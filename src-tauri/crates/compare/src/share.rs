//! Measures how similar two sections are by their words alone, regardless of order.

use std::collections::HashMap;

use crate::token::words;

/// Assigns numbers to words, ignoring case.
#[derive(Default)]
pub(crate) struct Vocabulary {
    numbers: HashMap<String, usize>,
    /// In how many sections each word occurs.
    parts: Vec<u32>,
}

/// The word numbers of a section, sorted, one entry for each occurrence.
pub(crate) type WordBag = Vec<usize>;

impl Vocabulary {
    /// Returns the words of a section.
    pub(crate) fn bag(&mut self, text: &str) -> WordBag {
        let mut bag: WordBag = words(text).map(|word| self.number(word)).collect();
        bag.sort_unstable();
        let mut last = None;
        for word in &bag {
            if last.replace(*word) != Some(*word) {
                self.parts[*word] += 1;
            }
        }
        bag
    }

    fn number(&mut self, word: &str) -> usize {
        let next = self.parts.len();
        let number = *self.numbers.entry(word.to_lowercase()).or_insert(next);
        if number == next {
            self.parts.push(0);
        }
        number
    }

    /// Returns the similarity of two sections from 0 to 1. A word weighs less the more sections it occurs in.
    pub(crate) fn similarity(&self, one: &WordBag, two: &WordBag) -> f64 {
        let weight = |word: usize| 1.0 / f64::from(self.parts[word].max(1));
        let all: f64 = one.iter().chain(two).map(|word| weight(*word)).sum();
        let common: f64 = common_words(one, two).map(weight).sum();
        if all > 0.0 { 2.0 * common / all } else { 0.0 }
    }
}

/// Returns the share of the words that both sections have, in percent.
pub(crate) fn shared_percent(one: &WordBag, two: &WordBag) -> u8 {
    let all = one.len() + two.len();
    let percent = (common_words(one, two).count() * 200).checked_div(all).unwrap_or(0);
    u8::try_from(percent).unwrap_or(100)
}

/// Returns the words that two sections have in common, as often as both have them.
fn common_words<'a>(one: &'a WordBag, two: &'a WordBag) -> impl Iterator<Item = usize> + 'a {
    let (mut left, mut right) = (one.iter().peekable(), two.iter().peekable());
    std::iter::from_fn(move || {
        loop {
            let (first, second) = (**left.peek()?, **right.peek()?);
            if first <= second {
                left.next();
            }
            if second <= first {
                right.next();
            }
            if first == second {
                return Some(first);
            }
        }
    })
}
