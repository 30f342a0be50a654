//! Parses single JSON values leniently.
//!
//! Every function takes a [`Value`] that may be anything and returns `None` for what makes no sense, because one odd
//! field must never cost the rest of a chunk (quirks 22 to 27).

use serde_json::Value;

/// Returns a string that is neither empty nor the word `null` (quirk 24).
pub(crate) fn word(value: &Value) -> Option<&str> {
    value.as_str().and_then(non_blank)
}

/// Returns the trimmed string; `None` if it is empty or the word `null`.
pub(crate) fn non_blank(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty() && *text != "null")
}

/// Returns a string, or a number as text.
pub(crate) fn word_or_number(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        other => word(other).map(str::to_owned),
    }
}

/// Returns an integer that was sent as integer, float or string (quirk 27). Fractions are truncated.
#[allow(clippy::cast_possible_truncation, reason = "checked to lie within the range")]
pub(crate) fn integer(value: &Value) -> Option<i64> {
    /// Beyond this a float is not an exact integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if let Some(number) = value.as_i64() {
        return Some(number);
    }
    let float = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    (float.is_finite() && float.abs() <= EXACT).then_some(float as i64)
}

/// Returns a non-negative integer.
pub(crate) fn count(value: &Value) -> Option<u64> {
    integer(value).and_then(|number| u64::try_from(number).ok())
}

/// Returns the first of `names` whose value in `object` is not null.
pub(crate) fn first<'a>(object: &'a Value, names: &[&str]) -> Option<&'a Value> {
    names
        .iter()
        .filter_map(|name| object.get(name))
        .find(|value| !value.is_null())
}
