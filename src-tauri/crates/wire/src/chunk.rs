//! Parses a chunk of a stream, or a complete answer: the same object with `message` in place of `delta`.
//!
//! Lenient on purpose: every field may be missing, null or of another type, and unknown ones are ignored.

mod content;
mod images;
pub(crate) mod lenient;
mod piece;
mod plain;
mod reported;
mod sources;
mod tools;
mod usage;

use chat::{Citation, FinishReason, Reported, Usage};
use serde_json::Value;

use lenient::{first, integer, word, word_or_number};

pub(crate) use piece::Piece;
pub(crate) use plain::{PlainChunk, Text};
pub(crate) use tools::CallPart;
pub(crate) use usage::merge as merge_usage;

/// A parsed chunk.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// `id`.
    pub(crate) id: Option<String>,
    /// `model`: the model that ran, which may not be the one requested (quirk 49).
    pub(crate) model: Option<String>,
    /// `system_fingerprint`.
    pub(crate) fingerprint: Option<String>,
    /// `created`, Unix time in seconds.
    pub(crate) created: Option<i64>,
    /// The choice with index 0, the only one requested (quirk 29).
    pub(crate) choice: Option<Choice>,
    /// Token counts so far.
    pub(crate) usage: Option<Usage>,
    /// Speed and cost as reported by the server.
    pub(crate) reported: Option<Reported>,
    /// Sources beside the choices.
    pub(crate) citations: Vec<Citation>,
}

/// The choice with index 0.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    /// Text and reasoning, in order.
    pub(crate) pieces: Vec<Piece>,
    /// Whether the pieces are a complete message rather than a delta.
    pub(crate) whole: bool,
    /// Parts of tool calls.
    pub(crate) calls: Vec<CallPart>,
    /// The finish reason.
    pub(crate) finish: Option<FinishReason>,
    /// Sources in the message.
    pub(crate) citations: Vec<Citation>,
}

impl Chunk {
    /// Parses everything valid in `value`. Errors in it are handled elsewhere, before.
    pub(crate) fn read(value: &Value) -> Self {
        let named = |name: &str| value.get(name).and_then(word).map(str::to_owned);
        let choice = value.get("choices").and_then(first_choice);
        let usage = [Some(value), value.get("x_groq"), choice]
            .into_iter()
            .flatten()
            .filter_map(|owner| owner.get("usage"));
        Self {
            id: named("id"),
            model: named("model"),
            fingerprint: named("system_fingerprint"),
            created: value.get("created").and_then(integer),
            usage: usage.into_iter().find_map(usage::parse_usage),
            reported: reported::parse_reported(value),
            citations: sources::parse_sources(value),
            choice: choice.map(Choice::read),
        }
    }
}

impl Choice {
    fn read(value: &Value) -> Self {
        let delta = value.get("delta").filter(|delta| delta.is_object());
        let message = value.get("message").filter(|message| message.is_object());
        let owner = delta.or(message);
        let mut pieces = owner.map(content::parse_content).unwrap_or_default();
        if owner.is_none() {
            // The legacy completions protocol, which some servers use here.
            let text = value
                .get("text")
                .and_then(Value::as_str)
                .filter(|text| !text.is_empty());
            pieces.extend(text.map(|text| Piece::Text(text.to_owned())));
        }
        Self {
            pieces,
            whole: delta.is_none() && message.is_some(),
            finish: first(value, &["finish_reason"])
                .and_then(word_or_number)
                .map(finish_reason),
            calls: owner.map(tools::parse_calls).unwrap_or_default(),
            citations: owner.map(sources::parse_sources).unwrap_or_default(),
        }
    }
}

/// Returns the choice whose index is 0 or missing.
fn first_choice(choices: &Value) -> Option<&Value> {
    choices
        .as_array()?
        .iter()
        .find(|choice| choice.get("index").and_then(integer).unwrap_or(0) == 0 && choice.is_object())
}

/// Maps the protocol's finish reasons and those of Gemini and older servers; any other word is kept (quirk 24).
fn finish_reason(word: String) -> FinishReason {
    match word.as_str() {
        "stop" | "STOP" => FinishReason::Stop,
        "length" | "max_tokens" | "MAX_TOKENS" => FinishReason::Length,
        "content_filter" | "SAFETY" => FinishReason::ContentFilter,
        "tool_calls" | "function_call" => FinishReason::ToolCalls,
        _ => FinishReason::Other(word),
    }
}
