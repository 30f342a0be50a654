//! A provider's error object, in the shapes servers use (quirks 36, 37 and 40).

use serde_json::Value;

use crate::chunk::lenient::{count, first, integer, word, word_or_number};

/// What a provider says went wrong. Every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ProviderError {
    /// The real status, when `code` or `status` is an HTTP status in any spelling.
    pub(crate) status: Option<u16>,
    /// `code`, when it is a word.
    pub(crate) code: Option<String>,
    /// The more telling code below it (Azure's `innererror`).
    pub(crate) inner_code: Option<String>,
    /// `type`.
    pub(crate) kind: Option<String>,
    /// `param`, or the place in the body that `FastAPI` names.
    pub(crate) param: Option<String>,
    /// `message`, in words meant for people; untrusted.
    pub(crate) message: Option<String>,
    /// Cloudflare's id.
    pub(crate) ray_id: Option<String>,
    /// A wait named in the body.
    pub(crate) retry_after_ms: Option<u64>,
}

impl ProviderError {
    /// The error in an object of a stream: only what is marked as one. `null`, `{}`, `""` and `false` are none.
    pub(crate) fn of_chunk(value: &Value) -> Option<Self> {
        let error = marked(value).or_else(|| {
            let choice = value.get("choices")?.get(0)?;
            marked(choice)
        });
        error.map(|error| Self::read(error, value)).or_else(|| {
            // Nothing but a complaint: no part of any answer.
            let bare = value.is_object()
                && ["choices", "id", "object", "usage"]
                    .iter()
                    .all(|name| value.get(name).is_none());
            bare.then(|| Self::of_bare(value)).flatten()
        })
    }

    /// The error in a whole reply: marked as one, or an object that only complains.
    pub(crate) fn of_reply(value: &Value) -> Option<Self> {
        let value = value.as_array().and_then(|items| items.first()).unwrap_or(value);
        if let Some(error) = marked(value) {
            return Some(Self::read(error, value));
        }
        value
            .get("choices")
            .is_none_or(Value::is_null)
            .then(|| Self::of_bare(value))
            .flatten()
    }

    /// What the data of an `event: error` says (quirk 5): anything is an error there.
    pub(crate) fn of_error_event(data: &str) -> Self {
        match serde_json::from_str::<Value>(data) {
            Ok(value) => Self::of_reply(&value).unwrap_or_else(|| Self::read(&value, &value)),
            Err(_) => Self {
                message: word(&Value::from(data)).map(str::to_owned),
                ..Self::default()
            },
        }
    }

    /// `{"detail":…}`, `{"message":…}`, `{"cloudflare_error":true}` and the like, without `error` around them.
    fn of_bare(value: &Value) -> Option<Self> {
        let complains = ["detail", "message", "error_msg", "errmsg", "cloudflare_error"];
        first(value, &complains).is_some().then(|| Self::read(value, value))
    }

    /// Reads `error`, the object or string itself, found in `outer`.
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

    /// The id in `(tid: …)` or `(request id: …)`, which `AiHubMix` and its kin end their messages with.
    pub(crate) fn request_id(&self) -> Option<String> {
        let message = self.message.as_deref()?;
        ["(tid:", "(request id:"].iter().find_map(|mark| {
            let start = message.rfind(mark)? + mark.len();
            let end = start + message[start..].find(')')?;
            word(&Value::from(&message[start..end])).map(str::to_owned)
        })
    }
}

/// The value of `error` (or of the first of `errors`), if it says anything.
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

/// An error status in any spelling.
fn http_status(code: &str) -> Option<u16> {
    let status = integer(&Value::from(code))?;
    u16::try_from(status).ok().filter(|status| (400..600).contains(status))
}

/// A string, or whatever text an object or array in its place holds.
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

/// `param`, or the member that `FastAPI` names in `loc` (`["body", "temperature"]`).
fn param(error: &Value) -> Option<String> {
    if let Some(param) = first(error, &["param"]).and_then(word) {
        return Some(param.to_owned());
    }
    let entries = error.get("detail").unwrap_or(error).as_array()?;
    let path = entries.first()?.get("loc")?.as_array()?;
    path.get(1).and_then(word).map(str::to_owned)
}
