//! A reply: status, headers, how the body is framed, and its steps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Step;

/// How the end of a body is made known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Framing {
    /// `Transfer-Encoding: chunked`; the head goes out before the first step.
    #[default]
    Chunked,
    /// `Content-Length`: the steps' bytes are gathered and sent at once.
    Length,
    /// Neither: the body ends when the connection does.
    Close,
    /// No head is written: the steps are the whole response.
    Raw,
}

/// What one request is answered with.
///
/// When the request does not ask for a stream and the steps are only about what is said (no `data`, `bytes` or
/// `hex`), the same reply goes out as one JSON body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Headers besides those of the framing. `content-type` is `text/event-stream` unless given.
    pub headers: BTreeMap<String, String>,
    /// How the body ends.
    pub framing: Framing,
    /// Cuts what is written into pieces of at most this many bytes, each a write of its own.
    pub chop: Option<usize>,
    /// The `model` the chunks name; the one asked for unless given.
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
    /// A stream of these steps.
    pub fn stream(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: steps.into_iter().collect(),
            ..Self::default()
        }
    }

    /// A whole healthy answer: the text word by word, `stop`, usage where asked for, and in a stream the end marker.
    pub fn answer(text: &str) -> Self {
        let words = text.split_inclusive(' ').map(Step::text);
        let count = u64::try_from(text.split_whitespace().count()).unwrap_or(u64::MAX);
        Self::stream(words.chain([Step::finish("stop"), Step::Usage(count, count), Step::Done]))
    }

    /// One JSON body with `Content-Length`.
    pub fn json(status: u16, body: &Value) -> Self {
        Self::body(status, "application/json", body.to_string())
    }

    /// One body of any type with `Content-Length`.
    pub fn body(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        let reply = Self {
            status,
            framing: Framing::Length,
            steps: vec![Step::Bytes(body.into())],
            ..Self::default()
        };
        reply.header("content-type", content_type)
    }

    /// The whole response, head included, as these steps.
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

    /// Says how the body ends.
    #[must_use]
    pub fn framing(mut self, framing: Framing) -> Self {
        self.framing = framing;
        self
    }

    /// Cuts what is written into pieces of at most `bytes` bytes.
    #[must_use]
    pub fn chopped(mut self, bytes: usize) -> Self {
        self.chop = Some(bytes);
        self
    }

    /// Lets the chunks name another model than the one asked for.
    #[must_use]
    pub fn served(mut self, model: &str) -> Self {
        self.served = Some(model.to_owned());
        self
    }
}
