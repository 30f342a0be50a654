//! The steps of a reply: what is sent, and what is waited for.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One step of a reply. In a script file a step is `{"text": "Hello"}`, or a bare word such as `"done"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Answer text, as one chunk.
    Text(String),
    /// Reasoning text in `reasoning_content`, as one chunk.
    Reasoning(String),
    /// Text cut into tokens, each a chunk of its own, at a steady pace.
    Paced(Paced),
    /// A chunk with a finish reason.
    Finish(String),
    /// Prompt and completion tokens, in a last chunk without choices; sent only where the request asks for usage.
    Usage(u64, u64),
    /// `data: [DONE]`.
    Done,
    /// One event of this JSON, as it stands.
    Data(Value),
    /// These characters, as they stand.
    Bytes(String),
    /// These bytes, in hexadecimal, as they stand.
    Hex(String),
    /// Waits until the test opens the gate of this name. An open gate stays open.
    Gate(String),
    /// Waits this many milliseconds.
    WaitMs(u64),
    /// Sends nothing more and keeps the connection until the client closes it.
    Hang,
    /// Closes the sending side only, then waits for the client to close.
    HalfClose,
    /// Closes the connection at once, without the end of the body.
    Close,
    /// Resets the connection.
    Reset,
}

/// Text sent at a steady pace, for the demo and for benches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paced {
    /// What is said.
    pub text: String,
    /// Tokens a second; 0 means as fast as the connection takes them.
    pub per_second: u32,
    /// How often the text is said; 1 unless told.
    #[serde(default = "once")]
    pub repeat: u32,
    /// Whether it is reasoning.
    #[serde(default)]
    pub reasoning: bool,
    /// Cuts the text into tokens of so many characters, rather than into words.
    #[serde(default)]
    pub characters: Option<usize>,
    /// Ends every token with the moment it is written: the last six digits of the system clock's milliseconds. Whoever
    /// reads the token on the same machine knows how late it is.
    #[serde(default)]
    pub stamp: bool,
}

impl Paced {
    /// This text, once, in words, without a stamp.
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
    /// Answer text, as one chunk.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Reasoning text, as one chunk.
    pub fn reasoning(text: impl Into<String>) -> Self {
        Self::Reasoning(text.into())
    }

    /// Answer text at a steady pace of tokens a second.
    pub fn paced(text: impl Into<String>, per_second: u32) -> Self {
        Self::Paced(Paced::new(text, per_second))
    }

    /// Many equal tokens at a high rate, for benches: `tokens` times the token `" word"`.
    pub fn flood(tokens: u32, per_second: u32) -> Self {
        Self::Paced(Paced {
            repeat: tokens,
            ..Paced::new(" word", per_second)
        })
    }

    /// A chunk with a finish reason.
    pub fn finish(reason: impl Into<String>) -> Self {
        Self::Finish(reason.into())
    }

    /// Characters as they stand.
    pub fn bytes(bytes: impl Into<String>) -> Self {
        Self::Bytes(bytes.into())
    }

    /// Bytes as they stand, UTF-8 or not.
    pub fn raw(bytes: &[u8]) -> Self {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        Self::Hex(
            bytes
                .iter()
                .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
                .collect(),
        )
    }

    /// Waits for a gate.
    pub fn gate(name: impl Into<String>) -> Self {
        Self::Gate(name.into())
    }

    /// Whether the step is about the bytes themselves, so that a reply with it is never turned into one JSON body.
    pub(crate) fn is_literal(&self) -> bool {
        matches!(self, Self::Data(_) | Self::Bytes(_) | Self::Hex(_))
    }
}

/// The bytes of a [`Step::Hex`]; blanks are allowed, a broken pair ends it.
pub(crate) fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .filter_map(|c| c.to_digit(16))
        .filter_map(|d| u8::try_from(d).ok())
        .collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
