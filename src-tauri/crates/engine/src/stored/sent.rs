//! Column `sent.record`.

use chat::{SentBody, SentExchange, SentHeader, SentReply, SentRequest, SentTimes, SentValue};
use serde::{Deserialize, Serialize};

use super::error_code::StoredErrorCode;

/// One request that went out, with what came back.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredExchange {
    request: StoredRequest,
    reply: Option<StoredReply>,
    times: StoredTimes,
    failed: Option<StoredErrorCode>,
    stopped: bool,
}

impl From<SentExchange> for StoredExchange {
    fn from(value: SentExchange) -> Self {
        Self {
            request: value.request.into(),
            reply: value.reply.map(Into::into),
            times: value.times.into(),
            failed: value.failed.map(Into::into),
            stopped: value.stopped,
        }
    }
}

impl From<StoredExchange> for SentExchange {
    fn from(stored: StoredExchange) -> Self {
        Self {
            request: stored.request.into(),
            reply: stored.reply.map(Into::into),
            times: stored.times.into(),
            failed: stored.failed.map(Into::into),
            stopped: stored.stopped,
        }
    }
}

/// A request as it went out.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredRequest {
    method: String,
    url: String,
    secret_query: Vec<String>,
    proxy: Option<String>,
    headers: Vec<StoredHeader>,
    body: StoredBody,
    changes: Vec<String>,
}

impl From<SentRequest> for StoredRequest {
    fn from(value: SentRequest) -> Self {
        Self {
            method: value.method,
            url: value.url,
            secret_query: value.secret_query,
            proxy: value.proxy,
            headers: value.headers.into_iter().map(Into::into).collect(),
            body: value.body.into(),
            changes: value.changes,
        }
    }
}

impl From<StoredRequest> for SentRequest {
    fn from(stored: StoredRequest) -> Self {
        Self {
            method: stored.method,
            url: stored.url,
            secret_query: stored.secret_query,
            proxy: stored.proxy,
            headers: stored.headers.into_iter().map(Into::into).collect(),
            body: stored.body.into(),
            changes: stored.changes,
        }
    }
}

/// A header that went out.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredHeader {
    name: String,
    value: StoredValue,
}

impl From<SentHeader> for StoredHeader {
    fn from(value: SentHeader) -> Self {
        Self {
            name: value.name,
            value: value.value.into(),
        }
    }
}

impl From<StoredHeader> for SentHeader {
    fn from(stored: StoredHeader) -> Self {
        Self {
            name: stored.name,
            value: stored.value.into(),
        }
    }
}

/// Stored form of a header's value.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(crate) enum StoredValue {
    Plain { text: String },
    Key { scheme: Option<String> },
    Secret,
}

impl From<SentValue> for StoredValue {
    fn from(value: SentValue) -> Self {
        match value {
            SentValue::Plain { text } => Self::Plain { text },
            SentValue::Key { scheme } => Self::Key { scheme },
            SentValue::Secret => Self::Secret,
        }
    }
}

impl From<StoredValue> for SentValue {
    fn from(stored: StoredValue) -> Self {
        match stored {
            StoredValue::Plain { text } => Self::Plain { text },
            StoredValue::Key { scheme } => Self::Key { scheme },
            StoredValue::Secret => Self::Secret,
        }
    }
}

/// The body that went out.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredBody {
    text: String,
    bytes: u64,
    cut: bool,
    abbreviated: u32,
    sha256: String,
}

impl From<SentBody> for StoredBody {
    fn from(value: SentBody) -> Self {
        Self {
            text: value.text,
            bytes: value.bytes,
            cut: value.cut,
            abbreviated: value.abbreviated,
            sha256: value.sha256,
        }
    }
}

impl From<StoredBody> for SentBody {
    fn from(stored: StoredBody) -> Self {
        Self {
            text: stored.text,
            bytes: stored.bytes,
            cut: stored.cut,
            abbreviated: stored.abbreviated,
            sha256: stored.sha256,
        }
    }
}

/// What came back.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredReply {
    status: u16,
    headers: Vec<(String, String)>,
    request_id: Option<String>,
    bytes: u64,
    events: u64,
    tail: String,
}

impl From<SentReply> for StoredReply {
    fn from(value: SentReply) -> Self {
        Self {
            status: value.status,
            headers: value.headers,
            request_id: value.request_id,
            bytes: value.bytes,
            events: value.events,
            tail: value.tail,
        }
    }
}

impl From<StoredReply> for SentReply {
    fn from(stored: StoredReply) -> Self {
        Self {
            status: stored.status,
            headers: stored.headers,
            request_id: stored.request_id,
            bytes: stored.bytes,
            events: stored.events,
            tail: stored.tail,
        }
    }
}

/// When things happened, milliseconds.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_field_names, reason = "the stored names")]
pub(crate) struct StoredTimes {
    began_ms: i64,
    connect_ms: Option<u64>,
    head_ms: Option<u64>,
    first_reasoning_ms: Option<u64>,
    first_text_ms: Option<u64>,
    end_ms: Option<u64>,
}

impl From<SentTimes> for StoredTimes {
    fn from(value: SentTimes) -> Self {
        Self {
            began_ms: value.began_ms,
            connect_ms: value.connect_ms,
            head_ms: value.head_ms,
            first_reasoning_ms: value.first_reasoning_ms,
            first_text_ms: value.first_text_ms,
            end_ms: value.end_ms,
        }
    }
}

impl From<StoredTimes> for SentTimes {
    fn from(stored: StoredTimes) -> Self {
        Self {
            began_ms: stored.began_ms,
            connect_ms: stored.connect_ms,
            head_ms: stored.head_ms,
            first_reasoning_ms: stored.first_reasoning_ms,
            first_text_ms: stored.first_text_ms,
            end_ms: stored.end_ms,
        }
    }
}
