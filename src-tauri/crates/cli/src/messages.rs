//! Looks up messages in the file shared with the window.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::{Value, value::RawValue};

/// The parts of the file, not parsed yet: most are the window's, and parsing all would take a good part of a start.
static PARTS: LazyLock<BTreeMap<&str, &RawValue>> = LazyLock::new(|| {
    // A test parses the file too, so a broken one is never released.
    serde_json::from_str(include_str!("../../../../ui/messages/en.json")).unwrap_or_default()
});

static CLI: LazyLock<Value> = LazyLock::new(|| part("cli"));
static ERRORS: LazyLock<Value> = LazyLock::new(|| part("errors"));
static FAILED: LazyLock<Value> = LazyLock::new(|| part("failed"));
static SUSPECT: LazyLock<Value> = LazyLock::new(|| part("suspect"));
static SETTINGS: LazyLock<Value> = LazyLock::new(|| part("settings"));

fn part(name: &str) -> Value {
    let unread = PARTS.get(name).map_or("null", |part| part.get());
    serde_json::from_str(unread).unwrap_or_default()
}

/// Returns the message at a path below `cli`, such as `ask.metrics`; the path itself if there is none.
pub(crate) fn word(path: &str) -> &str {
    find(&CLI, path).unwrap_or(path)
}

/// Returns the message at a path below `cli`; `None` if there is none.
pub(crate) fn try_word(path: &str) -> Option<&'static str> {
    find(&CLI, path)
}

/// Returns the title of an error code, shared with the window.
pub(crate) fn error_title(code: &str) -> &str {
    ERRORS[code]["title"].as_str().unwrap_or(code)
}

/// Returns the short label of an error code, shared with the window.
pub(crate) fn failed(code: &str) -> &str {
    FAILED[code].as_str().unwrap_or(code)
}

/// Returns a message about secrets, shared with the window: `title.one`, `more`, or a kind such as `card`.
pub(crate) fn suspect(path: &str) -> &str {
    find(&SUSPECT, path).unwrap_or(path)
}

/// Returns the label of the setting that warns about secrets, shared with the window.
pub(crate) fn secrets_switch() -> &'static str {
    find(&SETTINGS, "warnSecrets").unwrap_or_default()
}

/// Returns the message at a path with each `{name}` replaced by its value.
pub(crate) fn say(path: &str, values: &[(&str, &str)]) -> String {
    fill(word(path), values)
}

/// Replaces each `{name}` of a template by its value, or by `…` if there is none.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let value = values.iter().find(|(known, _)| *known == name);
        filled.push_str(value.map_or("…", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// Returns the part `cli.help`: the help texts of arguments and commands.
pub(crate) fn help() -> &'static Value {
    &CLI["help"]
}

fn find<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    path.split('.').try_fold(value, |value, part| value.get(part))?.as_str()
}

#[cfg(test)]
mod tests;
