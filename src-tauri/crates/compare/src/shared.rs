//! Finds sentences that several answers share.

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{block::Block, parse::parse_blocks, token::words, truncated};

/// Fewest words of a sentence. Shorter ones say too little to be listed.
const MIN_WORDS: usize = 3;

/// A sentence that at least two answers have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SharedSentence {
    /// The sentence as the first of them has it.
    pub text: String,
    /// Indexes of the answers that have it, from 0.
    pub answers: Vec<u32>,
}

/// Returns the sentences that at least two answers share, ignoring case and punctuation. Sentences of the most answers
/// come first, then reading order decides.
pub fn shared_sentences(answers: &[&str]) -> Vec<SharedSentence> {
    let mut sentences: Vec<SharedSentence> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (answer, text) in (0..).zip(answers) {
        for sentence in prose_texts(truncated(text))
            .iter()
            .flat_map(|text| long_sentences(text))
        {
            let index = *known.entry(comparison_key(&sentence)).or_insert(sentences.len());
            match sentences.get_mut(index) {
                Some(seen) if seen.answers.last() == Some(&answer) => {}
                Some(seen) => seen.answers.push(answer),
                None => sentences.push(SharedSentence {
                    text: sentence,
                    answers: vec![answer],
                }),
            }
        }
    }
    sentences.retain(|sentence| sentence.answers.len() > 1);
    sentences.sort_by_key(|sentence| std::cmp::Reverse(sentence.answers.len()));
    sentences
}

fn prose_texts(markdown: &str) -> Vec<String> {
    let blocks = parse_blocks(markdown);
    let prose = blocks.iter().filter(|block| !block.is_code());
    prose.map(Block::text).collect()
}

fn long_sentences(text: &str) -> Vec<String> {
    let sentences = text.unicode_sentences().map(str::trim);
    let long = sentences.filter(|sentence| words(sentence).take(MIN_WORDS).count() == MIN_WORDS);
    long.map(str::to_owned).collect()
}

/// Returns a key that is equal for sentences that differ only in case and punctuation.
fn comparison_key(sentence: &str) -> String {
    words(sentence)
        .flat_map(|word| [word.to_lowercase(), " ".to_owned()])
        .collect()
}
