//! How alike two parts are by their words alone, wherever those stand.

use std::collections::HashMap;

use crate::token::words;

/// Numbers for words, the same for a word in any case.
#[derive(Default)]
pub(crate) struct Vocabulary {
    numbers: HashMap<String, usize>,
    /// How many parts have the word.
    parts: Vec<u32>,
}

/// The words of a part, sorted, each as often as it stands there.
pub(crate) type Bag = Vec<usize>;

impl Vocabulary {
    /// The words of a part.
    pub(crate) fn bag(&mut self, text: &str) -> Bag {
        let mut bag: Bag = words(text).map(|word| self.number(word)).collect();
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

    /// How alike two parts are, 0 to 1, a word counting the less the more parts have it.
    pub(crate) fn likeness(&self, one: &Bag, two: &Bag) -> f64 {
        let weight = |word: usize| 1.0 / f64::from(self.parts[word].max(1));
        let all: f64 = one.iter().chain(two).map(|word| weight(*word)).sum();
        let common: f64 = common(one, two).map(weight).sum();
        if all > 0.0 { 2.0 * common / all } else { 0.0 }
    }
}

/// The share of the words of two parts that both have, percent.
pub(crate) fn percent(one: &Bag, two: &Bag) -> u8 {
    let all = one.len() + two.len();
    let percent = (common(one, two).count() * 200).checked_div(all).unwrap_or(0);
    u8::try_from(percent).unwrap_or(100)
}

/// The words two parts have in common, each as often as both have it.
fn common<'a>(one: &'a Bag, two: &'a Bag) -> impl Iterator<Item = usize> + 'a {
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
