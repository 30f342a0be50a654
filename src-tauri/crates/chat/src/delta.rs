//! Events of a running stream: deltas, then exactly one ending.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Cost, Failure, Image, Usage};

/// One event of a running stream, as the server reported it.
#[derive(Clone, Debug, PartialEq)]
pub enum Delta {
    /// What the server says it is; sent when first known and again when it changes.
    Served(Served),
    /// Reasoning text, to be appended.
    Reasoning(String),
    /// Answer text, to be appended. Never empty.
    Text(String),
    /// Cumulative usage: replaces what came before, never added up (quirk 28).
    Usage(Usage),
    /// What the server says this answer cost or how fast it was; replaces what came before.
    Reported(Reported),
    /// One source; repeats are dropped by the reader (quirk 47).
    Citation(Citation),
    /// One picture; its bytes are kept already, or could not be (quirk 46).
    Image(Image),
    /// The server named a finish reason. The stream may go on (usage comes after it).
    Finish(FinishReason),
}

/// How the server identifies what it ran (quirk 49). Fields it does not send stay `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// `model` of the reply, which may differ from the one asked for.
    pub model: Option<String>,
    /// `system_fingerprint` of the reply.
    pub fingerprint: Option<String>,
    /// `id` of the reply.
    pub response_id: Option<String>,
    /// `x-request-id` or the like, from the response headers.
    pub request_id: Option<String>,
    /// `created` of the reply, seconds since the epoch.
    pub created: Option<i64>,
}

impl Served {
    /// Merges what the server said later; fields it leaves out stay.
    pub(crate) fn merge(&mut self, later: Self) {
        *self = Self {
            model: later.model.or(self.model.take()),
            fingerprint: later.fingerprint.or(self.fingerprint.take()),
            response_id: later.response_id.or(self.response_id.take()),
            request_id: later.request_id.or(self.request_id.take()),
            created: later.created.or(self.created),
        };
    }
}

/// Figures some servers work out themselves. Kept beside our own, never mixed with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reported {
    /// Its generating speed, thousandths of a token a second.
    pub speed_milli: Option<u64>,
    /// What it charges for the request.
    pub cost: Option<Cost>,
}

/// One source named by the model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Where it points; untrusted.
    pub url: String,
    /// Its title, if named; untrusted.
    pub title: Option<String>,
}

/// Why the model stopped. `Other` keeps an unknown word as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FinishReason {
    /// The model was done.
    Stop,
    /// The answer limit was reached.
    Length,
    /// A filter ended it.
    ContentFilter,
    /// The model wants a tool run.
    ToolCalls,
    /// Any other word a server sent.
    #[serde(untagged)]
    Other(String),
}

impl FinishReason {
    /// Returns the word of the protocol for this reason.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Stop => "stop",
            Self::Length => "length",
            Self::ContentFilter => "content_filter",
            Self::ToolCalls => "tool_calls",
            Self::Other(word) => word,
        }
    }
}

/// How a request ended. Exactly one per request, after all its deltas.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// An end marker came: `[DONE]` or a finish reason, or a whole JSON answer.
    Complete,
    /// The stream ended or broke without an end marker: the text is kept and the answer is *incomplete*.
    /// The failure carries code `cut_off` and what is known of the cause.
    CutOff(Failure),
    /// The server or the network failed: the text so far is kept.
    Failed(Failure),
    /// The person stopped it.
    Stopped,
}
