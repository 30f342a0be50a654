//! Parses parts of tool calls in a delta or message (quirk 34).

use serde_json::Value;

use super::lenient::{first, integer, word};

/// A part of a tool call. Every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CallPart {
    /// Index in the list, if the server sends one.
    pub(crate) index: Option<i64>,
    /// Id of the call, if the server sends one.
    pub(crate) id: Option<String>,
    /// Name of the tool.
    pub(crate) name: Option<String>,
    /// More of the arguments: JSON in pieces.
    pub(crate) arguments: String,
}

/// Returns the parts in `owner`, a delta or message: `tool_calls`, or `function_call` of the legacy protocol.
pub(super) fn parse_calls(owner: &Value) -> Vec<CallPart> {
    let listed = owner.get("tool_calls").and_then(Value::as_array);
    let mut parts: Vec<CallPart> = listed.into_iter().flatten().filter_map(part).collect();
    if parts.is_empty() {
        parts.extend(owner.get("function_call").and_then(part));
    }
    parts
}

fn part(value: &Value) -> Option<CallPart> {
    if !value.is_object() {
        return None;
    }
    let function = first(value, &["function", "custom"]).unwrap_or(value);
    let arguments = first(function, &["arguments", "input"]).map(|arguments| match arguments {
        Value::String(text) => text.clone(),
        // A complete object, as from Ollama and similar servers.
        other => other.to_string(),
    });
    Some(CallPart {
        index: value.get("index").and_then(integer),
        id: value.get("id").and_then(word).map(str::to_owned),
        name: function.get("name").and_then(word).map(str::to_owned),
        arguments: arguments.unwrap_or_default(),
    })
}
