//! One request and its reply, kept for the person who wants to see them.
//!
//! Secrets are never put in, rather than taken out: a header that carries one has a name here and no value.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ErrorCode;

/// One request that was sent, with its reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SentExchange {
    /// What went out.
    pub request: SentRequest,
    /// What came back, if anything did.
    pub reply: Option<SentReply>,
    /// When things happened.
    pub times: SentTimes,
    /// How it ended; `None` while it runs, and when it was whole or the person stopped it.
    pub failed: Option<ErrorCode>,
    /// Whether it was let go of before its end: the person stopped it.
    pub stopped: bool,
}

/// A request as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SentRequest {
    /// The HTTP method.
    pub method: String,
    /// The address, with those query parameters that are not secret.
    pub url: String,
    /// Names of query parameters whose values look secret and are not kept; they stood behind the others.
    pub secret_query: Vec<String>,
    /// The proxy it went through, without credentials.
    pub proxy: Option<String>,
    /// The headers, in order of their names.
    pub headers: Vec<SentHeader>,
    /// The body.
    pub body: SentBody,
    /// What was changed in the request because this server refuses it otherwise, such as `without:stream_options`.
    pub changes: Vec<String>,
}

/// A header of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SentHeader {
    /// Its name, in lower case.
    pub name: String,
    /// What it said.
    pub value: SentValue,
}

/// The value of a header, without secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum SentValue {
    /// This.
    Plain {
        /// The value.
        text: String,
    },
    /// The endpoint's key, after this word.
    Key {
        /// For instance `Bearer`.
        scheme: Option<String>,
    },
    /// Another secret of the endpoint's.
    Secret,
}

/// The body of the request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SentBody {
    /// Its text, or as much of it as is kept.
    pub text: String,
    /// How many bytes went out.
    pub bytes: u64,
    /// Whether the end of it is not kept.
    pub cut: bool,
    /// How many files or pictures in it are not kept; a note in brackets stands for each.
    pub abbreviated: u32,
    /// The SHA-256 of the whole body, in hexadecimal, if files in it are not kept: it tells whether they were restored
    /// unchanged. Empty otherwise.
    pub sha256: String,
}

/// The reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SentReply {
    /// The HTTP status.
    pub status: u16,
    /// The headers, name and value, secrets taken out of them.
    pub headers: Vec<(String, String)>,
    /// The provider's id of the request.
    pub request_id: Option<String>,
    /// How many bytes the body had, decoded.
    pub bytes: u64,
    /// How many events a stream had; 0 for a body that was no stream.
    pub events: u64,
    /// The end of the body as it came, secrets taken out of it.
    pub tail: String,
}

/// Milliseconds since the request began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SentTimes {
    /// When it began, milliseconds since the epoch.
    pub began_ms: i64,
    /// How long the connection took to make: name, socket and TLS. `None` for one that was open already.
    pub connect_ms: Option<u64>,
    /// The head of the reply.
    pub head_ms: Option<u64>,
    /// The first reasoning text.
    pub first_reasoning_ms: Option<u64>,
    /// The first answer text.
    pub first_text_ms: Option<u64>,
    /// The end.
    pub end_ms: Option<u64>,
}
