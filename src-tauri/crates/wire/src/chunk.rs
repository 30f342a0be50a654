//! One chunk of a stream, or one whole answer: the same object with `delta` in place of `message`.
//!
//! Read leniently on purpose: every field may be missing, null or of another type, and unknown ones are passed over.

mod content;
mod images;
pub(crate) mod lenient;
mod plain;
mod reported;
mod sources;
mod tools;
mod usage;

use chat::{Citation, FinishReason, Reported, Usage};
use serde_json::Value;

use lenient::{first, integer, word, word_or_number};

pub(crate) use content::Piece;
pub(crate) use plain::{PlainChunk, Text};
pub(crate) use tools::CallPart;
pub(crate) use usage::updated as updated_usage;

/// What a chunk says, in our terms.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// `id`.
    pub(crate) id: Option<String>,
    /// `model`: what was run, which need not be what was asked (quirk 49).
    pub(crate) model: Option<String>,
    /// `system_fingerprint`.
    pub(crate) fingerprint: Option<String>,
    /// `created`, seconds since the epoch.
    pub(crate) created: Option<i64>,
    /// The choice with index 0, the only one asked for (quirk 29).
    pub(crate) choice: Option<Choice>,
    /// Token counts so far.
    pub(crate) usage: Option<Usage>,
    /// Speed and cost as the server works them out.
    pub(crate) reported: Option<Reported>,
    /// Sources named beside the choices.
    pub(crate) citations: Vec<Citation>,
}

/// The choice with index 0.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    /// Text and reasoning, in order.
    pub(crate) pieces: Vec<Piece>,
    /// The pieces are a whole message, not a part of one.
    pub(crate) whole: bool,
    /// Parts of tool calls.
    pub(crate) calls: Vec<CallPart>,
    /// Why the model stopped.
    pub(crate) finish: Option<FinishReason>,
    /// Sources named in the message.
    pub(crate) citations: Vec<Citation>,
}

impl Chunk {
    /// Reads what makes sense of `value`. Errors in it are looked for elsewhere, before.
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
            usage: usage.into_iter().find_map(usage::read),
            reported: reported::read(value),
            citations: sources::read(value),
            choice: choice.map(Choice::read),
        }
    }
}

impl Choice {
    fn read(value: &Value) -> Self {
        let delta = value.get("delta").filter(|delta| delta.is_object());
        let message = value.get("message").filter(|message| message.is_object());
        let owner = delta.or(message);
        let mut pieces = owner.map(content::read).unwrap_or_default();
        if owner.is_none() {
            // The older completions protocol, which some servers speak here.
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
            calls: owner.map(tools::read).unwrap_or_default(),
            citations: owner.map(sources::read).unwrap_or_default(),
        }
    }
}

/// The choice whose index is 0 or missing.
fn first_choice(choices: &Value) -> Option<&Value> {
    choices
        .as_array()?
        .iter()
        .find(|choice| choice.get("index").and_then(integer).unwrap_or(0) == 0 && choice.is_object())
}

/// The protocol's words, and what Gemini and older servers say in their place; any other word is kept (quirk 24).
fn finish_reason(word: String) -> FinishReason {
    match word.as_str() {
        "stop" | "STOP" => FinishReason::Stop,
        "length" | "max_tokens" | "MAX_TOKENS" => FinishReason::Length,
        "content_filter" | "SAFETY" => FinishReason::ContentFilter,
        "tool_calls" | "function_call" => FinishReason::ToolCalls,
        _ => FinishReason::Other(word),
    }
}
