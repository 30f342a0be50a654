//! A reply: status, headers, framing and steps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Step;

/// How the end of a body is signalled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Framing {
    /// `Transfer-Encoding: chunked`; the head is sent before the first step.
    #[default]
    Chunked,
    /// `Content-Length`: the bytes of all steps are collected and sent at once.
    Length,
    /// Neither: the end of the connection ends the body.
    Close,
    /// No head is written: the steps are the whole response.
    Raw,
}

/// The reply to a request.
///
/// If the request doesn't ask for a stream and no step is `data`, `bytes` or `hex`, the reply is sent as one JSON body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Headers except those of the framing. `content-type` defaults to `text/event-stream`.
    pub headers: BTreeMap<String, String>,
    /// How the body ends.
    pub framing: Framing,
    /// Splits writes into pieces of at most this many bytes.
    pub chop: Option<usize>,
    /// The `model` in the chunks; defaults to the requested one.
    pub served: Option<String>,
    /// The steps in order. After the last one the body ends properly.
    pub steps: Vec<Step>,
}

impl Default for Reply {
    fn default() -> Self {
        Self {
            status: 200,
            headers: BTreeMap::new(),
            framing: Framing::Chunked,
            chop: None,
            served: None,
            steps: Vec::new(),
        }
    }
}

impl Reply {
    /// Returns a stream of these steps.
    pub fn stream(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: steps.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Returns a complete answer: the text word by word, `stop`, usage if requested, and the end marker in a stream.
    pub fn answer(text: &str) -> Self {
        let words = text.split_inclusive(' ').map(Step::text);
        let count = u64::try_from(text.split_whitespace().count()).unwrap_or(u64::MAX);
        Self::stream(words.chain([Step::finish("stop"), Step::Usage(count, count), Step::Done]))
    }

    /// Returns a JSON body with `Content-Length`.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::body(status, "application/json", body.to_string())
    }

    /// Returns a body of any type with `Content-Length`.
    pub fn body(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        let reply = Self {
            status,
            framing: Framing::Length,
            steps: vec![Step::Bytes(body.into())],
            ..Self::default()
        };
        reply.header("content-type", content_type)
    }

    /// Returns a whole response, head included, made of these steps.
    pub fn raw(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            framing: Framing::Raw,
            ..Self::stream(steps)
        }
    }

    /// Adds a header (name in lower case).
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.insert(name.to_ascii_lowercase(), value.into());
        self
    }

    /// Sets the framing.
    #[must_use]
    pub fn framing(mut self, framing: Framing) -> Self {
        self.framing = framing;
        self
    }

    /// Splits writes into pieces of at most `bytes` bytes.
    #[must_use]
    pub fn chopped(mut self, bytes: usize) -> Self {
        self.chop = Some(bytes);
        self
    }

    /// Sets the model named in the chunks.
    #[must_use]
    pub fn served(mut self, model: &str) -> Self {
        self.served = Some(model.to_owned());
        self
    }
}
