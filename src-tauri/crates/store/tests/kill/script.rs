//! What each answer is going to say: a function of its id alone, so that the judge needs no copy of it.

use chat::{Answer, AnswerId};

use crate::random::Random;

/// One, two, three and four bytes a character, and what SQL and JSON give a meaning.
const LETTERS: [char; 16] = [
    'a', 'e', 'n', ' ', ' ', '\n', '\'', '"', '\\', '0', 'é', 'ß', '漢', '字', '👩', '\u{200d}',
];

/// An answer's whole text, reasoning first.
pub(crate) struct Script {
    /// All of it.
    pub(crate) letters: Vec<char>,
    /// How many of them are reasoning.
    pub(crate) reasoning: usize,
}

/// From a few characters to a few thousand: some answers end within a round, some outlive it.
pub(crate) fn of(answer: AnswerId) -> Script {
    let bits = answer.0.as_u64_pair();
    let mut random = Random::new(bits.0 ^ bits.1);
    let most = [20, 200, 6_000][small(random.below(3))];
    let length = 1 + small(random.below(most));
    let reasoning = if random.below(3) == 0 { length / 4 } else { 0 };
    let letters = (0..length).map(|_| LETTERS[small(random.below(16))]).collect();
    Script { letters, reasoning }
}

/// An answer's whole text, for the judge.
pub(crate) fn letters(answer: &Answer) -> Vec<char> {
    of(answer.id).letters
}

/// A number below a small limit, as an index.
pub(crate) fn small(number: u64) -> usize {
    usize::try_from(number).unwrap()
}
