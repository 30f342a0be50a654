//! The data of one event: chunks, an end marker, or something to pass over.

use serde_json::Value;

/// What the data of an event holds.
#[derive(Debug, PartialEq)]
pub(super) enum Data {
    /// JSON objects, usually one; and whether an end marker follows them.
    Chunks(Vec<Value>, bool),
    /// Nothing of interest: blank, or a keep-alive in some disguise (quirks 3 and 4).
    Nothing,
    /// Neither JSON nor anything known (quirk 11).
    Malformed,
}

/// Reads the data of an event.
pub(super) fn read(data: &str) -> Data {
    let data = data.trim();
    if data.is_empty() || data.starts_with(':') {
        return Data::Nothing;
    }
    if is_done(data) {
        return Data::Chunks(Vec::new(), true);
    }
    match parse(data) {
        Some(value) => Data::of([value]),
        None if data.contains('\n') => several_lines(data),
        None => Data::Malformed,
    }
}

impl Data {
    /// What is no object says nothing here, such as `null` or `"ping"`.
    fn of(values: impl IntoIterator<Item = Value>) -> Self {
        let chunks: Vec<Value> = values.into_iter().flat_map(flat).filter(Value::is_object).collect();
        if chunks.is_empty() {
            Self::Nothing
        } else {
            Self::Chunks(chunks, false)
        }
    }
}

fn flat(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        other => vec![other],
    }
}

/// Whatever follows `[DONE]` (quirk 15).
fn is_done(data: &str) -> bool {
    data.starts_with("[DONE]")
}

/// Lines that are no JSON together: one object a line, from servers that forget the blank line between events; or one
/// object broken within a string (quirk 6).
fn several_lines(data: &str) -> Data {
    let mut values = Vec::new();
    for line in data.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_done(line) {
            return Data::Chunks(values, true);
        }
        match parse(line) {
            Some(value) => values.push(value),
            None => return parse(&data.replace('\n', "")).map_or(Data::Malformed, |value| Data::of([value])),
        }
    }
    Data::of(values)
}

/// JSON, also when it holds half an emoji as an escape, which servers that cut by UTF-16 units send.
fn parse(text: &str) -> Option<Value> {
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&without_lone_surrogates(text)?).ok())
}

/// `text` with each escaped surrogate that has no partner replaced by U+FFFD; `None` when there is none.
fn without_lone_surrogates(text: &str) -> Option<String> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(found) = text.get(at..)?.find('\\').map(|offset| at + offset) {
        at = found + 2;
        let Some(first) = unit(found) else { continue };
        let paired =
            (0xD800..0xDC00).contains(&first) && unit(found + 6).is_some_and(|next| (0xDC00..0xE000).contains(&next));
        if paired {
            at = found + 12;
        } else if (0xD800..0xE000).contains(&first) {
            out.push_str(&text[copied..found]);
            out.push('\u{FFFD}');
            (copied, at) = (found + 6, found + 6);
        }
    }
    out.push_str(&text[copied..]);
    (copied > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_emoji_costs_one_character() {
        let Data::Chunks(chunks, false) = read(r#"{"a":"x\ud83d y \ud83d\ude00 \\ud83d \udE00"}"#) else {
            panic!()
        };
        assert_eq!(chunks[0]["a"], "x\u{FFFD} y 😀 \\ud83d \u{FFFD}");
        assert_eq!(read(r#"{"a":"\ud8"}"#), Data::Malformed);
        assert_eq!(read("{\"a\":\"\\ud83dé\\"), Data::Malformed);
    }
}
