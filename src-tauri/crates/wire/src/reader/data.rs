//! Parses the data of one event: chunks, an end marker, or something to ignore.

use serde_json::Value;

/// The parsed data of an event.
#[derive(Debug, PartialEq)]
pub(super) enum Data {
    /// JSON objects, usually one, and whether an end marker follows.
    Chunks(Vec<Value>, bool),
    /// Nothing of interest: blank, or some kind of keep-alive (quirks 3 and 4).
    Nothing,
    /// Neither JSON nor anything known (quirk 11).
    Malformed,
}

/// Parses the data of an event.
pub(super) fn parse(data: &str) -> Data {
    let data = data.trim();
    if data.is_empty() || data.starts_with(':') {
        return Data::Nothing;
    }
    if is_done(data) {
        return Data::Chunks(Vec::new(), true);
    }
    match parse_json(data) {
        Some(value) => Data::from_values([value]),
        None if data.contains('\n') => parse_lines(data),
        None => Data::Malformed,
    }
}

impl Data {
    /// Keeps the objects. Anything else, such as `null` or `"ping"`, is ignored.
    fn from_values(values: impl IntoIterator<Item = Value>) -> Self {
        let chunks: Vec<Value> = values.into_iter().flat_map(items).filter(Value::is_object).collect();
        if chunks.is_empty() {
            Self::Nothing
        } else {
            Self::Chunks(chunks, false)
        }
    }
}

fn items(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items,
        other => vec![other],
    }
}

/// Returns whether this is the end marker, whatever follows it (quirk 15).
fn is_done(data: &str) -> bool {
    data.starts_with("[DONE]")
}

/// Parses lines that are not one JSON value: one object on each line, from servers that omit the blank line between
/// events, or one object with a line break inside a string (quirk 6).
fn parse_lines(data: &str) -> Data {
    let mut values = Vec::new();
    for line in data.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_done(line) {
            return Data::Chunks(values, true);
        }
        match parse_json(line) {
            Some(value) => values.push(value),
            None => {
                return parse_json(&data.replace('\n', "")).map_or(Data::Malformed, |value| Data::from_values([value]));
            }
        }
    }
    Data::from_values(values)
}

/// Parses JSON, also with an escaped half of a surrogate pair, which servers that split by UTF-16 units send.
fn parse_json(text: &str) -> Option<Value> {
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&without_lone_surrogates(text)?).ok())
}

/// Replaces escaped lone surrogates with U+FFFD; `None` if there are none.
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
        let Data::Chunks(chunks, false) = parse(r#"{"a":"x\ud83d y \ud83d\ude00 \\ud83d \udE00"}"#) else {
            panic!()
        };
        assert_eq!(chunks[0]["a"], "x\u{FFFD} y 😀 \\ud83d \u{FFFD}");
        assert_eq!(parse(r#"{"a":"\ud8"}"#), Data::Malformed);
        assert_eq!(parse("{\"a\":\"\\ud83dé\\"), Data::Malformed);
    }
}
