//! Enumerations as words in a column of their own.

use chat::{AnswerState, FinishReason, PriceSource};

/// A value stored as one word.
pub(crate) trait StoredWord: Sized {
    /// Returns the word.
    fn word(&self) -> &str;

    /// Parses a word; `None` if no version writes it.
    fn from_word(word: &str) -> Option<Self>;
}

/// Returns the value with this word.
pub(crate) fn find<T: StoredWord + Clone>(all: &[T], word: &str) -> Option<T> {
    all.iter().find(|value| value.word() == word).cloned()
}

impl StoredWord for AnswerState {
    fn word(&self) -> &str {
        match self {
            Self::Queued => "queued",
            Self::Waiting => "waiting",
            Self::Reasoning => "reasoning",
            Self::Streaming => "streaming",
            Self::Done => "done",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Incomplete => "incomplete",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        const ALL: [AnswerState; 8] = [
            AnswerState::Queued,
            AnswerState::Waiting,
            AnswerState::Reasoning,
            AnswerState::Streaming,
            AnswerState::Done,
            AnswerState::Stopped,
            AnswerState::Failed,
            AnswerState::Incomplete,
        ];
        find(&ALL, word)
    }
}

/// A server's own word stays as it came, so every word is one.
impl StoredWord for FinishReason {
    fn word(&self) -> &str {
        match self {
            Self::Stop => "stop",
            Self::Length => "length",
            Self::ContentFilter => "content_filter",
            Self::ToolCalls => "tool_calls",
            Self::Other(word) => word,
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        let known = [Self::Stop, Self::Length, Self::ContentFilter, Self::ToolCalls];
        find(&known, word).or_else(|| Some(Self::Other(word.to_owned())))
    }
}

impl StoredWord for PriceSource {
    fn word(&self) -> &str {
        match self {
            Self::List => "list",
            Self::Person => "person",
            Self::Free => "free",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        find(&[Self::List, Self::Person, Self::Free], word)
    }
}

/// A word inside JSON, for `#[serde(with)]`.
pub(super) mod as_text {
    use std::borrow::Cow;

    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::StoredWord;

    pub(in crate::stored) fn serialize<T: StoredWord, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(value.word())
    }

    pub(in crate::stored) fn deserialize<'de, T: StoredWord, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        let word = Cow::<str>::deserialize(from)?;
        T::from_word(&word).ok_or_else(|| D::Error::custom("unknown word"))
    }
}
