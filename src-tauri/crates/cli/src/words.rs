//! The words a person reads, from the message file shared with the window.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::{Value, value::RawValue};

/// The parts of the file, unread: most of them are the window's, and to read them all would take a good part of a start.
static PARTS: LazyLock<BTreeMap<&str, &RawValue>> = LazyLock::new(|| {
    // A test reads the file too, so a broken one never gets built into a release.
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

/// The message at this path below `cli`, such as `ask.metrics`; the path itself where there is none.
pub(crate) fn word(path: &str) -> &str {
    find(&CLI, path).unwrap_or(path)
}

/// The message at this path below `cli`, or `None`.
pub(crate) fn try_word(path: &str) -> Option<&'static str> {
    find(&CLI, path)
}

/// The title of an error code, shared with the window.
pub(crate) fn error_title(code: &str) -> &str {
    ERRORS[code]["title"].as_str().unwrap_or(code)
}

/// Two words for an error code, shared with the window.
pub(crate) fn failed(code: &str) -> &str {
    FAILED[code].as_str().unwrap_or(code)
}

/// What looks like a secret, shared with the window: `title.one`, `more`, or a kind such as `card`.
pub(crate) fn suspect(path: &str) -> &str {
    find(&SUSPECT, path).unwrap_or(path)
}

/// What the switch of the settings is called that has the person asked about secrets.
pub(crate) fn secrets_switch() -> &'static str {
    find(&SETTINGS, "warnSecrets").unwrap_or_default()
}

/// The message at this path with each `{name}` replaced by its value.
pub(crate) fn say(path: &str, values: &[(&str, &str)]) -> String {
    fill(word(path), values)
}

/// A template with each `{name}` replaced by its value; a name without a value becomes `…`.
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

/// The `cli.help` part, for the help texts of arguments and commands.
pub(crate) fn help() -> &'static Value {
    &CLI["help"]
}

fn find<'v>(value: &'v Value, path: &str) -> Option<&'v str> {
    path.split('.').try_fold(value, |value, part| value.get(part))?.as_str()
}

#[cfg(test)]
mod tests;
