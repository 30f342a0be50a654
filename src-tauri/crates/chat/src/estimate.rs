//! Estimates of the tokens of a text: a range that holds in at least nine of ten cases.
//!
//! Models split text differently, and their vocabularies take megabytes. So the text is counted by its features (words,
//! digits, signs, scripts), weighed as the vocabularies of nine families split such text, once as the leanest of them
//! and once as the most generous (`tests/rules/tokens/README.md` says where the weights come from).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Attachment, Message, Parameters};

mod features;

use features::{COUNT, features};

/// A likely minimum and maximum of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TokenRange {
    /// The least.
    pub low: u64,
    /// The most.
    pub high: u64,
}

impl TokenRange {
    /// Adds two ranges.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            high: self.high.saturating_add(other.high),
        }
    }
}

/// Thousandths of a token each feature counts for: in the leanest vocabularies of a kind, and in the most generous.
type Weights = [[u64; COUNT]; 2];
/// Vocabularies of 128,000 pieces and more, as newer models have.
const LARGE: Weights = [
    [
        826, 151, 26, 485, 759, 19, 609, 80, 19, 220, 332, 279, 543, 190, 380, 329,
    ],
    [
        1088, 289, 837, 1468, 922, 198, 1274, 80, 2632, 584, 726, 1372, 921, 944, 992, 642,
    ],
];
/// Smaller ones: older models', and those of Claude and Mistral.
const SMALL: Weights = [
    [
        938, 79, 24, 458, 618, 235, 638, 33, 688, 400, 803, 978, 804, 190, 950, 654,
    ],
    [
        1523, 233, 1044, 1417, 826, 185, 1224, 21, 2959, 1450, 1294, 2272, 1702, 1060, 1627, 700,
    ],
];
/// Any of them: for a model whose name says nothing.
const ANY: Weights = [
    [
        894, 99, 19, 467, 706, 51, 736, 51, 19, 221, 333, 295, 558, 190, 570, 321,
    ],
    [
        1094, 321, 843, 1488, 1011, 150, 1362, 46, 2573, 774, 1263, 1651, 1243, 1245, 1511, 760,
    ],
];
/// Tokens added on both sides, whatever the text.
const SLACK: u64 = 2;
/// Tokens around each message, and around all of them: role markers, and what chat templates add.
const AROUND_MESSAGE: TokenRange = TokenRange { low: 3, high: 6 };
const AROUND_ALL: TokenRange = TokenRange { low: 0, high: 24 };

/// Returns the weights of the vocabulary that a model probably has, judged by its name.
fn weights(model: &str) -> &'static Weights {
    const SMALL_NAMES: [&str; 7] = ["claude", "gpt-3.5", "gpt-4-", "mistral", "mixtral", "llama-2", "llama2"];
    const LARGE_NAMES: [&str; 12] = [
        "gpt-4o", "gpt-4.1", "gpt-5", "gpt-oss", "chatgpt", "gemini", "gemma", "qwen", "deepseek", "llama-3", "llama3",
        "llama-4",
    ];
    let model = model.to_ascii_lowercase();
    let named = |names: &[&str]| names.iter().any(|name| model.contains(name));
    if named(&LARGE_NAMES) {
        &LARGE
    } else if named(&SMALL_NAMES) {
        &SMALL
    } else {
        &ANY
    }
}

/// Estimates the tokens of a text, for a model of this name.
pub fn of_text(text: &str, model: &str) -> TokenRange {
    if text.is_empty() {
        return TokenRange::default();
    }
    let counts = features(text);
    let weighed = |weights: &[u64; COUNT]| {
        let sum: u64 = counts
            .iter()
            .zip(weights)
            .map(|(count, weight)| count.saturating_mul(*weight))
            .sum();
        sum / 1_000
    };
    let [lean, generous] = weights(model);
    TokenRange {
        low: weighed(lean).saturating_sub(SLACK).max(1),
        high: weighed(generous).saturating_add(1 + SLACK),
    }
}

/// Estimates the tokens of a request's messages and their files, whose own estimate may be off by a factor of two.
pub fn of_messages(messages: &[Message], model: &str) -> TokenRange {
    let message = |message: &Message| {
        let text = of_text(&message.text(), model);
        let reasoning = message.reasoning.as_deref().map(|text| of_text(text, model));
        let files = message
            .files()
            .map(of_file)
            .fold(TokenRange::default(), TokenRange::plus);
        AROUND_MESSAGE
            .plus(text)
            .plus(reasoning.unwrap_or_default())
            .plus(files)
    };
    messages.iter().map(message).fold(AROUND_ALL, TokenRange::plus)
}

fn of_file(file: &Attachment) -> TokenRange {
    TokenRange {
        low: file.tokens / 2,
        high: file.tokens.saturating_mul(2),
    }
}

/// Returns the max output tokens that these parameters set. `None` if they set none. Reasoning counts towards it.
pub fn answer_limit(parameters: &Parameters) -> Option<u64> {
    let limits = ["max_completion_tokens", "max_tokens"];
    limits.iter().find_map(|name| parameters.body.get(*name)?.as_u64())
}

/// Estimates the tokens of an answer to come: half to double the `earlier` ones of its tab, `usual` without any, and
/// never more than its limit.
pub fn of_answer(earlier: impl Iterator<Item = u64>, usual: TokenRange, limit: Option<u64>) -> TokenRange {
    let like = earlier.fold(None, |seen: Option<TokenRange>, tokens| {
        let (low, high) = seen.map_or((tokens, tokens), |seen| (seen.low.min(tokens), seen.high.max(tokens)));
        Some(TokenRange { low, high })
    });
    let range = like.map_or(usual, |seen| TokenRange {
        low: seen.low / 2,
        high: seen.high.saturating_mul(2).max(64),
    });
    match limit {
        None => range,
        // Allow for an answer up to the limit, however short the ones before were, but not beyond the usual.
        Some(limit) => TokenRange {
            low: range.low.min(limit),
            high: limit.min(range.high.max(usual.high)),
        },
    }
}
