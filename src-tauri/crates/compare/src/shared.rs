//! Which sentences several answers share.

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{block::Block, parse::blocks, shortened, token::words};

/// Shorter sentences say too little to be worth naming, words.
const SHORTEST: usize = 3;

/// A sentence that at least two answers have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SharedSentence {
    /// The sentence as the first of them has it.
    pub text: String,
    /// Which answers have it: their places among those given, from 0.
    pub answers: Vec<u32>,
}

/// The sentences that at least two of the answers share, word for word in any case and with any signs; those of most
/// answers first, then in reading order.
pub fn shared_sentences(answers: &[&str]) -> Vec<SharedSentence> {
    let mut sentences: Vec<SharedSentence> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (answer, text) in (0..).zip(answers) {
        for sentence in prose(shortened(text)).iter().flat_map(|text| split(text)) {
            let index = *known.entry(normal(&sentence)).or_insert(sentences.len());
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

fn prose(markdown: &str) -> Vec<String> {
    let blocks = blocks(markdown);
    let prose = blocks.iter().filter(|block| !block.is_code());
    prose.map(Block::text).collect()
}

fn split(text: &str) -> Vec<String> {
    let sentences = text.unicode_sentences().map(str::trim);
    let long = sentences.filter(|sentence| words(sentence).take(SHORTEST).count() == SHORTEST);
    long.map(str::to_owned).collect()
}

/// What two sentences that say the same have in common.
fn normal(sentence: &str) -> String {
    words(sentence)
        .flat_map(|word| [word.to_lowercase(), " ".to_owned()])
        .collect()
}
