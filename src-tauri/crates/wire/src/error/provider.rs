//! Parses a provider's error object in all known shapes (quirks 36, 37 and 40).

use serde_json::Value;

use crate::chunk::lenient::{count, first, integer, word, word_or_number};

/// A provider's error. Every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ProviderError {
    /// The real status, if `code` or `status` is an HTTP status in any spelling.
    pub(crate) status: Option<u16>,
    /// `code`, if it is a word.
    pub(crate) code: Option<String>,
    /// The more specific code inside (Azure's `innererror`).
    pub(crate) inner_code: Option<String>,
    /// `type`.
    pub(crate) kind: Option<String>,
    /// `param`, or the body parameter that `FastAPI` names.
    pub(crate) param: Option<String>,
    /// `message`, for people; untrusted.
    pub(crate) message: Option<String>,
    /// Cloudflare's Ray ID.
    pub(crate) ray_id: Option<String>,
    /// A retry delay from the body.
    pub(crate) retry_after_ms: Option<u64>,
}

impl ProviderError {
    /// Parses the error in an object of a stream, only if it is marked as one. `null`, `{}`, `""` and `false` are not
    /// errors.
    pub(crate) fn from_chunk(value: &Value) -> Option<Self> {
        let error = marked(value).or_else(|| {
            let choice = value.get("choices")?.get(0)?;
            marked(choice)
        });
        error.map(|error| Self::read(error, value)).or_else(|| {
            // An object with nothing but an error message is not part of an answer.
            let bare = value.is_object()
                && ["choices", "id", "object", "usage"]
                    .iter()
                    .all(|name| value.get(name).is_none());
            bare.then(|| Self::from_bare_message(value)).flatten()
        })
    }

    /// Parses the error in a complete reply: marked as one, or an object that has only an error message.
    pub(crate) fn from_reply(value: &Value) -> Option<Self> {
        let value = value.as_array().and_then(|items| items.first()).unwrap_or(value);
        if let Some(error) = marked(value) {
            return Some(Self::read(error, value));
        }
        value
            .get("choices")
            .is_none_or(Value::is_null)
            .then(|| Self::from_bare_message(value))
            .flatten()
    }

    /// Parses the data of an `event: error` (quirk 5). Any data is an error there.
    pub(crate) fn from_error_event(data: &str) -> Self {
        match serde_json::from_str::<Value>(data) {
            Ok(value) => Self::from_reply(&value).unwrap_or_else(|| Self::read(&value, &value)),
            Err(_) => Self {
                message: word(&Value::from(data)).map(str::to_owned),
                ..Self::default()
            },
        }
    }

    /// Parses `{"detail":…}`, `{"message":…}`, `{"cloudflare_error":true}` and the like, which have no `error` around
    /// them.
    fn from_bare_message(value: &Value) -> Option<Self> {
        let complains = ["detail", "message", "error_msg", "errmsg", "cloudflare_error"];
        first(value, &complains).is_some().then(|| Self::read(value, value))
    }

    /// Parses `error`, the object or string itself, found in `outer`.
    fn read(error: &Value, outer: &Value) -> Self {
        let inner = first(error, &["innererror", "inner_error"]);
        let code = first(error, &["code", "error_code"])
            .or_else(|| first(outer, &["code"]))
            .and_then(word_or_number);
        let status = code.as_deref().and_then(http_status);
        let named_status = || {
            first(error, &["status", "status_code"])
                .and_then(word_or_number)
                .as_deref()
                .and_then(http_status)
        };
        Self {
            status: status.or_else(named_status),
            code: code.filter(|_| status.is_none()),
            inner_code: inner
                .and_then(|inner| inner.get("code"))
                .and_then(word)
                .map(str::to_owned),
            kind: first(error, &["type", "status"]).and_then(word).map(str::to_owned),
            param: param(error),
            message: message(error),
            ray_id: first(error, &["ray_id"]).and_then(word).map(str::to_owned),
            retry_after_ms: first(error, &["retry_after"])
                .and_then(count)
                .map(|seconds| seconds.saturating_mul(1_000)),
        }
    }

    /// Returns the id in `(tid: …)` or `(request id: …)`, with which `AiHubMix` and similar servers end their messages.
    pub(crate) fn request_id(&self) -> Option<String> {
        let message = self.message.as_deref()?;
        ["(tid:", "(request id:"].iter().find_map(|mark| {
            let start = message.rfind(mark)? + mark.len();
            let end = start + message[start..].find(')')?;
            word(&Value::from(&message[start..end])).map(str::to_owned)
        })
    }
}

/// Returns the value of `error` (or of the first of `errors`), unless it is empty.
fn marked(value: &Value) -> Option<&Value> {
    let error = first(value, &["error"]).or_else(|| value.get("errors")?.get(0))?;
    let says = match error {
        Value::String(text) => !text.trim().is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Bool(flag) => *flag,
        Value::Number(_) => true,
        Value::Null => false,
    };
    says.then_some(if error == &Value::Bool(true) { value } else { error })
}

/// Parses an error status in any spelling.
fn http_status(code: &str) -> Option<u16> {
    let status = integer(&Value::from(code))?;
    u16::try_from(status).ok().filter(|status| (400..600).contains(status))
}

/// Returns a string, or the text inside an object or array.
fn message(error: &Value) -> Option<String> {
    match error {
        Value::String(_) => word(error).map(str::to_owned),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().filter_map(message).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
        Value::Object(_) => {
            let inner = first(
                error,
                &[
                    "message",
                    "msg",
                    "detail",
                    "error",
                    "title",
                    "error_msg",
                    "errmsg",
                    "reason",
                ],
            )?;
            message(inner).or_else(|| Some(inner.to_string()))
        }
        _ => None,
    }
}

/// Returns `param`, or the parameter in `FastAPI`'s `loc` (`["body", "temperature"]`).
fn param(error: &Value) -> Option<String> {
    if let Some(param) = first(error, &["param"]).and_then(word) {
        return Some(param.to_owned());
    }
    let entries = error.get("detail").unwrap_or(error).as_array()?;
    let path = entries.first()?.get("loc")?.as_array()?;
    path.get(1).and_then(word).map(str::to_owned)
}
