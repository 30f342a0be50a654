//! The steps of a reply: what is sent, and what is waited for.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A step of a reply. In a script file it is `{"text": "Hello"}`, or a bare word such as `"done"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Answer text, as one chunk.
    Text(String),
    /// Reasoning in `reasoning_content`, as one chunk.
    Reasoning(String),
    /// Text split into tokens, each its own chunk, at a steady pace.
    Paced(Paced),
    /// A chunk with a finish reason.
    Finish(String),
    /// Prompt and completion tokens in a last chunk without choices; sent only if the request asks for usage.
    Usage(u64, u64),
    /// `data: [DONE]`.
    Done,
    /// An event with this JSON, unchanged.
    Data(Value),
    /// This text, unchanged.
    Bytes(String),
    /// These bytes in hexadecimal, unchanged.
    Hex(String),
    /// Waits until the test opens this gate. An open gate stays open.
    Gate(String),
    /// Waits this many milliseconds.
    WaitMs(u64),
    /// Sends nothing more and keeps the connection until the client closes it.
    Hang,
    /// Closes only the sending side, then waits for the client to close.
    HalfClose,
    /// Closes the connection at once, without ending the body.
    Close,
    /// Resets the connection.
    Reset,
}

/// Text sent at a steady pace, for the demo and for benchmarks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paced {
    /// The text.
    pub text: String,
    /// Tokens per second; 0 means as fast as the connection allows.
    pub per_second: u32,
    /// How often the text is repeated; 1 by default.
    #[serde(default = "once")]
    pub repeat: u32,
    /// Whether it is reasoning.
    #[serde(default)]
    pub reasoning: bool,
    /// Length of a token in characters, instead of splitting into words.
    #[serde(default)]
    pub characters: Option<usize>,
    /// Appends to every token the time it is written: the last six digits of the system clock's milliseconds. A reader
    /// on the same computer can compute the delay.
    #[serde(default)]
    pub stamp: bool,
}

impl Paced {
    /// Creates a step with this text once, split into words, without time stamps.
    pub(crate) fn new(text: impl Into<String>, per_second: u32) -> Self {
        Self {
            text: text.into(),
            per_second,
            repeat: once(),
            reasoning: false,
            characters: None,
            stamp: false,
        }
    }
}

fn once() -> u32 {
    1
}

impl Step {
    /// Returns a chunk of answer text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Returns a chunk of reasoning.
    pub fn reasoning(text: impl Into<String>) -> Self {
        Self::Reasoning(text.into())
    }

    /// Returns answer text at a steady pace of tokens per second.
    pub fn paced(text: impl Into<String>, per_second: u32) -> Self {
        Self::Paced(Paced::new(text, per_second))
    }

    /// Returns `tokens` times the token `" word"` at a high rate, for benchmarks.
    pub fn flood(tokens: u32, per_second: u32) -> Self {
        Self::Paced(Paced {
            repeat: tokens,
            ..Paced::new(" word", per_second)
        })
    }

    /// Returns a chunk with a finish reason.
    pub fn finish(reason: impl Into<String>) -> Self {
        Self::Finish(reason.into())
    }

    /// Returns text that is sent unchanged.
    pub fn bytes(bytes: impl Into<String>) -> Self {
        Self::Bytes(bytes.into())
    }

    /// Returns bytes that are sent unchanged, UTF-8 or not.
    pub fn raw(bytes: &[u8]) -> Self {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        Self::Hex(
            bytes
                .iter()
                .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
                .collect(),
        )
    }

    /// Returns a step that waits for a gate.
    pub fn gate(name: impl Into<String>) -> Self {
        Self::Gate(name.into())
    }

    /// Returns whether the step is about bytes, so that a reply with it is never converted to one JSON body.
    pub(crate) fn is_literal(&self) -> bool {
        matches!(self, Self::Data(_) | Self::Bytes(_) | Self::Hex(_))
    }
}

/// Decodes [`Step::Hex`], ignoring everything that is not a digit; an incomplete pair ends it.
pub(crate) fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|c| c.to_digit(16))
        .filter_map(|d| u8::try_from(d).ok())
        .collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
